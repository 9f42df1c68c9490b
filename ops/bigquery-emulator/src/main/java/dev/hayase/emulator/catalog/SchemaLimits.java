package dev.hayase.emulator.catalog;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// How large a schema may be ([quotas][docs]), and that names are distinct. The words are those
/// that users quote: github.com/snowplow/snowplow-bigquery-loader/pull/376 (leaf fields),
/// github.com/bxparks/bigquery-schema-generator/issues/51 (depth),
/// github.com/googleapis/python-bigquery-pandas/issues/280 (names).
///
/// [docs]: https://cloud.google.com/bigquery/quotas#standard_tables
final class SchemaLimits {
  private static final int MAX_LEAVES = 10_000;
  private static final int MAX_DEPTH = 15;

  private SchemaLimits() {}

  static void require(List<Column> columns) {
    int leaves = leaves(columns, "", 0);
    if (leaves > MAX_LEAVES) {
      throw BigQueryException.invalid(
          "Too many total leaf fields: " + leaves + ", max allowed field count: " + MAX_LEAVES);
    }
  }

  private static int leaves(List<Column> columns, String path, int depth) {
    Set<String> names = new HashSet<>();
    int leaves = 0;
    for (Column column : columns) {
      String name = path + column.name();
      if (!names.add(column.name().toLowerCase(Locale.ROOT))) {
        throw BigQueryException.invalid("Field " + name + " already exists in schema");
      }
      if (column.type() != ColumnType.STRUCT) {
        leaves++;
      } else if (depth < MAX_DEPTH) {
        leaves += leaves(column.fields(), name + ".", depth + 1);
      } else {
        throw BigQueryException.invalid(
            "Schema nested too deeply for field "
                + name
                + ", maximum allowed depth is "
                + MAX_DEPTH
                + ".");
      }
    }
    return leaves;
  }
}
