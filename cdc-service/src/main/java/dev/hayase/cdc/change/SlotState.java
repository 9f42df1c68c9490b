package dev.hayase.cdc.change;

/// A replication slot as the server describes it.
///
/// @param active whether somebody reads from it now
/// @param confirmed up to where the server was told that the log is read
/// @param lost why the slot can no longer be read; empty when it can
public record SlotState(
    String name, String plugin, String database, boolean active, long confirmed, String lost) {}
