package dev.hayase.cli.replay;

import dev.hayase.pipeline.TableSettings.Mode;

/// A table that the loader fills, and the topic that it fills it from.
///
/// @param target `project.dataset.table`
public record LoadedTable(String topic, String target, Mode mode) {}
