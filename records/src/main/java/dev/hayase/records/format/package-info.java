/// The port behind which the forms of records stand: what a record is, which schema its row has,
/// and how the row's bytes come about. Pure: no I/O, no clock.
///
/// A topic has one [TopicFormat]: a [RecordFormat], which one thread uses, and the place where its
/// schemas are looked up, which may block and runs elsewhere. The way of a record:
///
/// 1. [RecordFormat#read] says what it is; of a row, the key of its schema.
/// 2. A schema key that was not met before is looked up ([dev.hayase.records.format.Schemas]), the
///    table is brought into a shape that takes it, and [RecordFormat#compile] makes a
///    [RowEncoding]. That happens once for each schema.
/// 3. [RowEncoding#encode] makes the row, in one pass over the record's bytes.
///
/// To add a format, implement [RecordFormat] and enter it in `Formats`, which chooses the format of
/// a topic. Start with [HayaseFormat].
@NullMarked
package dev.hayase.records.format;

import org.jspecify.annotations.NullMarked;
