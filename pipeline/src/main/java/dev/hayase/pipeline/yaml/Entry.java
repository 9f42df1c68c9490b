package dev.hayase.pipeline.yaml;

import java.util.Optional;

/// One entry under a name that the user chose.
///
/// @param value empty when it could not be read: others may still refer to the name
public record Entry<T>(String name, Place place, Optional<T> value) {}
