package dev.hayase.engine.group;

import dev.hayase.engine.measure.Weighted;
import dev.hayase.engine.value.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a source's row adds to its group, or takes back.
///
/// @param weight +1 or -1. What is taken back is equal to what was added in everything else; with
///   joins it may come first
/// @param id names the source's row: its key, or an event's source and id
/// @param order sorts as the source's own order does
/// @param time when it happened; null without a window, and where the source has none
/// @param inputs what measures read
@SuppressWarnings("ArrayRecordComponent") // on its way; never compared
public record Contribution(int weight, byte[] id, byte[] order, @Nullable Instant time, Row inputs)
    implements Weighted {}
