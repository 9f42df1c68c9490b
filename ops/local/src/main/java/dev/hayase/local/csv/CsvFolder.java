package dev.hayase.local.csv;

import dev.hayase.local.sample.Row;
import dev.hayase.local.sample.SampleDatabase;
import dev.hayase.local.sample.TableShape;
import dev.hayase.local.sample.Transaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// Every `*.csv` of a folder as a table of a database.
public final class CsvFolder implements SampleDatabase {
  private final String name;
  private final List<CsvTable> tables;
  private final CsvArrivals arrivals;

  private CsvFolder(String name, List<CsvTable> tables, long seed) {
    this.name = name;
    this.tables = List.copyOf(tables);
    this.arrivals = new CsvArrivals(tables, new SplittableRandom(seed));
  }

  /// Reads every file once to learn its columns.
  ///
  /// @param name the database's
  /// @throws IllegalArgumentException when there is no such file, or one has no header or too long
  ///   names
  public static CsvFolder read(Path folder, String name, long seed) {
    try (Stream<Path> files = Files.list(folder)) {
      List<CsvTable> tables =
          files
              .filter(file -> file.toString().endsWith(".csv") && Files.isRegularFile(file))
              .sorted()
              .map(CsvFile::of)
              .filter(file -> !file.header().isEmpty())
              .map(CsvTable::infer)
              .toList();
      if (tables.isEmpty()) {
        throw new IllegalArgumentException(folder + " holds no *.csv file with a header line");
      }
      return new CsvFolder(name, tables, seed);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  /// How many changes the live workload will make.
  public long laterChanges() {
    return arrivals.expectedChanges();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> preamble() {
    return List.of();
  }

  @Override
  public List<TableShape> tables() {
    return tables.stream().map(CsvTable::shape).toList();
  }

  @Override
  public List<String> epilogue() {
    return List.of();
  }

  @Override
  public Stream<Row> firstRows(TableShape table) {
    return tables.stream()
        .filter(candidate -> candidate.shape().equals(table))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no table " + table.name()))
        .firstRows();
  }

  @Override
  public Iterator<Transaction> transactions() {
    return arrivals;
  }
}
