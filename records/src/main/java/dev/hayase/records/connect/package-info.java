/// Kafka Connect's way of describing and writing values, as Debezium and other source connectors
/// use it, and what becomes of them in BigQuery.
///
/// Start with [ConnectSchema] (what a connector says about its records), [ConnectTable] (the table
/// that takes them) and [SourceForm] (how a column's values are written in the record, where that
/// is not Hayase's own way). Pure; knows no class of Kafka Connect.
@NullMarked
package dev.hayase.records.connect;

import org.jspecify.annotations.NullMarked;
