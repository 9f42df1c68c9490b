package dev.hayase.benchmarks.workload;

/// Columns of the tables, as `bq show --schema` prints them.
final class Columns {
  static final String ORDERS =
      """
      [{"name": "id", "type": "INTEGER"},
       {"name": "customer", "type": "STRING"},
       {"name": "amount", "type": "FLOAT"},
       {"name": "paid", "type": "BOOLEAN"},
       {"name": "created", "type": "TIMESTAMP"},
       {"name": "updated", "type": "TIMESTAMP"},
       {"name": "note", "type": "STRING"}]
      """;

  static final String WIDE =
      """
      [{"name": "id", "type": "INTEGER"},
       {"name": "customer_id", "type": "INTEGER"},
       {"name": "email", "type": "STRING"},
       {"name": "name", "type": "STRING"},
       {"name": "status", "type": "STRING"},
       {"name": "amount", "type": "NUMERIC"},
       {"name": "discount", "type": "FLOAT"},
       {"name": "paid", "type": "BOOLEAN"},
       {"name": "day", "type": "DATE"},
       {"name": "created", "type": "TIMESTAMP"},
       {"name": "updated", "type": "TIMESTAMP"},
       {"name": "street", "type": "STRING"},
       {"name": "city", "type": "STRING"},
       {"name": "note", "type": "STRING"},
       {"name": "revision", "type": "INTEGER"}]
      """;

  static final String LOG =
      """
      [{"name": "id", "type": "INTEGER"},
       {"name": "created", "type": "TIMESTAMP"},
       {"name": "severity", "type": "STRING"},
       {"name": "service", "type": "STRING"},
       {"name": "host", "type": "STRING"},
       {"name": "trace", "type": "STRING"},
       {"name": "path", "type": "STRING"},
       {"name": "status", "type": "INTEGER"},
       {"name": "seconds", "type": "FLOAT"},
       {"name": "message", "type": "STRING"}]
      """;

  private Columns() {}
}
