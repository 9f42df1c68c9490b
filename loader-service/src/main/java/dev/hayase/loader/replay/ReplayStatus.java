package dev.hayase.loader.replay;

import dev.hayase.event.replay.PartProgress;
import dev.hayase.event.replay.ReplayOrder;
import java.util.SortedMap;

/// An order and how far its partitions are.
///
/// @param here partitions that this loader is carrying out, as they are at this moment
/// @param known partitions as `hayase.replays` tells them
public record ReplayStatus(
    ReplayOrder order,
    SortedMap<Integer, PartProgress> here,
    SortedMap<Integer, PartProgress> known) {}
