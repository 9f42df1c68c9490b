package dev.hayase.local.csv;

import dev.hayase.local.sample.Row;
import dev.hayase.local.sample.TableShape;
import dev.hayase.local.sample.TableShape.ColumnShape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A CSV file seen as a table.
///
/// @param rowNumber the generated key column comes first, because no columns identify a row
/// @param rows how many rows the file has
/// @param samples some values of each column of the file, to update rows with
record CsvTable(
    CsvFile file,
    TableShape shape,
    List<ColumnType> types,
    boolean rowNumber,
    long rows,
    List<List<String>> samples) {
  private static final String ROW_NUMBER = "_row";

  /// Reads the file once, whole.
  static CsvTable infer(CsvFile file) {
    List<String> names = file.header();
    List<ColumnInference> columns = names.stream().map(_ -> new ColumnInference()).toList();
    KeyInference leading = new KeyInference(names.size());
    AtomicLong rows = new AtomicLong();
    try (Stream<List<String>> fields = file.rows()) {
      fields.forEach(row -> {
        rows.incrementAndGet();
        leading.accept(row);
        for (int i = 0; i < row.size(); i++) {
          columns.get(i).accept(row.get(i));
        }
      });
    }
    List<ColumnShape> shapes = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      ColumnInference column = columns.get(i);
      shapes.add(new ColumnShape(names.get(i), column.type().sql(), column.nullable()));
    }
    Optional<List<String>> key = key(shapes, columns, leading);
    if (key.isEmpty()) {
      shapes.addFirst(new ColumnShape(rowNumberName(names), "bigint", false));
    }
    TableShape shape =
        new TableShape(
            file.tableName(), shapes, key.orElseGet(() -> List.of(rowNumberName(names))));
    return new CsvTable(
        file,
        shape,
        columns.stream().map(ColumnInference::type).toList(),
        key.isEmpty(),
        rows.get(),
        columns.stream().map(ColumnInference::samples).toList());
  }

  /// The first column that identifies rows, else the leading columns that do together and are never
  /// empty.
  private static Optional<List<String>> key(
      List<ColumnShape> shapes, List<ColumnInference> columns, KeyInference leading) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).identifies()) {
        return Optional.of(List.of(shapes.get(i).name()));
      }
    }
    return leading
        .leadingColumns()
        .map(size -> shapes.subList(0, size))
        .filter(head -> head.stream().noneMatch(ColumnShape::nullable))
        .map(head -> head.stream().map(ColumnShape::name).toList());
  }

  private static String rowNumberName(List<String> names) {
    String name = ROW_NUMBER;
    while (names.contains(name)) {
      name += "_";
    }
    return name;
  }

  /// How many rows are there from the start.
  long firstHalf() {
    return (rows + 1) / 2;
  }

  /// The rows from the start; to be closed.
  Stream<Row> firstRows() {
    return rows(0).limit(firstHalf());
  }

  /// The rows that arrive later; to be closed.
  Stream<Row> laterRows() {
    return rows(firstHalf());
  }

  private Stream<Row> rows(long from) {
    AtomicLong number = new AtomicLong(from);
    return file.rows().skip(from).map(fields -> row(fields, number.incrementAndGet()));
  }

  private Row row(List<String> fields, long number) {
    List<@Nullable String> values = new ArrayList<>();
    if (rowNumber) {
      values.add(Long.toString(number));
    }
    for (int i = 0; i < types.size(); i++) {
      values.add(ColumnInference.valueOf(fields.get(i), types.get(i)));
    }
    return new Row(Collections.unmodifiableList(values));
  }

  /// Places of the file's columns that may be updated: those outside the key, of which values are
  /// known.
  List<Integer> changeable() {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      if (!shape.key().contains(columnAt(i)) && !samples.get(i).isEmpty()) {
        places.add(i);
      }
    }
    return places;
  }

  /// The name of the file's column at that place.
  String columnAt(int place) {
    return shape.columns().get(rowNumber ? place + 1 : place).name();
  }
}
