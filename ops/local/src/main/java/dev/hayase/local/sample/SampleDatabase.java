package dev.hayase.local.sample;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/// A database to try Hayase with: tables, their first rows, and what happens to them later. Pure
/// and deterministic; each method may be called once, in this order.
public interface SampleDatabase {
  /// Its name: the database's, the source's and the dataset's.
  String name();

  /// Statements that stand before the tables are created, such as enum types.
  List<String> preamble();

  /// The tables.
  List<TableShape> tables();

  /// Statements after the tables are created, such as storage settings.
  List<String> epilogue();

  /// The rows that a table has at the start.
  Stream<Row> firstRows(TableShape table);

  /// The transactions of the live workload, possibly without end.
  Iterator<Transaction> transactions();
}
