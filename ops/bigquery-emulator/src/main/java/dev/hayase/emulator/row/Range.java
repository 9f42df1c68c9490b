package dev.hayase.emulator.row;

import org.jspecify.annotations.Nullable;

/// A RANGE: epoch days or microseconds.
///
/// @param start null when it is unbounded
/// @param end exclusive; null when it is unbounded
public record Range(@Nullable Long start, @Nullable Long end) {}
