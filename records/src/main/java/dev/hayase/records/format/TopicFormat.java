package dev.hayase.records.format;

/// How one topic is read.
///
/// @param schemas resolves the schema keys that the format tells
public record TopicFormat(RecordFormat format, Schemas schemas) {}
