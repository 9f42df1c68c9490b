package dev.hayase.records.connect;

import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.records.connect.ConnectColumn.Instants;
import dev.hayase.records.connect.ConnectSchema.Field;
import dev.hayase.records.connect.ConnectSchema.Kind;
import dev.hayase.records.connect.SourceForm.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The table that takes the rows which a Connect schema describes.
public final class ConnectTable {
  /// A document's identity: what MongoDB calls so, as its extended JSON writes it.
  public static final String DOCUMENT_ID = "_id";

  /// The column that takes a whole document.
  public static final String DOCUMENT = "data";

  private ConnectTable() {}

  /// The table of plain rows.
  ///
  /// @param key columns of the primary key; none where there is none
  /// @throws IllegalArgumentException when the schema is no row's, or lacks a column of the key
  public static TableSchema of(ConnectSchema row, List<String> key, Instants instants) {
    if (row.kind() != Kind.STRUCT) {
      throw new IllegalArgumentException(
          "the value is a " + row.kind() + ", and only a STRUCT is a row");
    }
    List<Column> columns = new ArrayList<>();
    SortedMap<String, String> forms = new TreeMap<>();
    for (Field field : row.fields()) {
      ConnectColumn column = ConnectColumn.of(field.name(), field.schema(), instants);
      columns.add(column.column());
      if (!column.form().isPlain()) {
        forms.put(field.name(), column.form().toText());
      }
    }
    return new TableSchema(columns, key, forms);
  }

  /// The table of the rows that an envelope of Debezium's carries.
  ///
  /// @param key columns of the primary key; none where there is none
  /// @throws IllegalArgumentException when the schema is no envelope's, or lacks a column of the
  ///   key
  public static TableSchema ofEnvelope(ConnectSchema envelope, List<String> key) {
    ConnectSchema row =
        envelope
            .field("after")
            .or(() -> envelope.field("before"))
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "the value is no envelope of Debezium's: it has neither after nor before"));
    return row.kind() == Kind.STRING ? documents() : of(row, key, Instants.WITHOUT_ZONE);
  }

  /// The table of MongoDB's documents.
  public static TableSchema documents() {
    SortedMap<String, String> forms = new TreeMap<>();
    forms.put(DOCUMENT, Scalar.JSON_TEXT.toText());
    return new TableSchema(
        List.of(
            Column.nullable(DOCUMENT_ID, ColumnType.STRING),
            Column.nullable(DOCUMENT, ColumnType.JSON)),
        List.of(DOCUMENT_ID),
        forms);
  }

  /// Whether values of this schema are Debezium's envelopes.
  public static boolean isEnvelope(ConnectSchema value) {
    return value.kind() == Kind.STRUCT
        && value.field("op").filter(op -> op.kind() == Kind.STRING).isPresent()
        && value.field("source").filter(source -> source.kind() == Kind.STRUCT).isPresent()
        && (value.field("after").isPresent() || value.field("before").isPresent());
  }

  /// Whether an envelope carries documents as text.
  public static boolean hasDocuments(ConnectSchema envelope) {
    return Optional.of(Kind.STRING)
        .equals(
            envelope.field("after").or(() -> envelope.field("before")).map(ConnectSchema::kind));
  }

  /// The columns that a record's key names.
  public static List<String> keyColumns(ConnectSchema key) {
    return key.kind() == Kind.STRUCT ? key.fields().stream().map(Field::name).toList() : List.of();
  }
}
