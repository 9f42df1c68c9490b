/// The views of INFORMATION_SCHEMA: what tables, columns, options, keys and datasets there are, as
/// relations that any query can read. Columns are those of Google's documentation
/// (<https://cloud.google.com/bigquery/docs/information-schema-intro>). Start with
/// [InformationSchema][dev.hayase.emulator.informationschema.InformationSchema].
@NullMarked
package dev.hayase.emulator.informationschema;

import org.jspecify.annotations.NullMarked;
