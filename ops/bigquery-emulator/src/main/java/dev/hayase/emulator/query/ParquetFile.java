package dev.hayase.emulator.query;

import static dev.hayase.emulator.catalog.Identifiers.literal;
import static dev.hayase.emulator.catalog.Identifiers.quoted;

import com.google.gson.JsonObject;
import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.catalog.Column;
import dev.hayase.emulator.catalog.DataType;
import dev.hayase.emulator.catalog.TableSchema;
import dev.hayase.emulator.store.Database;
import dev.hayase.emulator.store.StoreException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A Parquet file as DuckDB reads it, with BigQuery's types of it
/// (https://cloud.google.com/bigquery/docs/loading-data-cloud-storage-parquet#parquet_conversions).
public final class ParquetFile {
  private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\(\\d+,(\\d+)\\)");
  private static final int NUMERIC_SCALE = 9;

  private final String table;
  private final List<DataType.Field> columns;

  private ParquetFile(String table, List<DataType.Field> columns) {
    this.table = table;
    this.columns = columns;
  }

  /// @throws BigQueryException when it cannot be read, or has a type that is not read here
  public static ParquetFile read(Database database, Path file) {
    String table = "read_parquet(" + literal(file.toString()) + ")";
    List<DataType.Field> columns = new ArrayList<>();
    try {
      database.call(connection -> {
        try (Statement statement = connection.createStatement();
            ResultSet described = statement.executeQuery("DESCRIBE SELECT * FROM " + table)) {
          while (described.next()) {
            columns.add(field(described.getString(1), described.getString(2)));
          }
        }
        return null;
      });
    } catch (StoreException unreadable) {
      throw BigQueryException.invalid(
          "Error while reading data, error message: Input file is not in Parquet format.");
    }
    return new ParquetFile(table, List.copyOf(columns));
  }

  private static DataType.Field field(String name, String type) {
    Matcher decimal = DECIMAL.matcher(type);
    while (decimal.find()) {
      if (Integer.parseInt(decimal.group(1)) > NUMERIC_SCALE) {
        throw BigQueryException.unimplemented("Loading the Parquet column " + name + " of " + type);
      }
    }
    return new DataType.Field(name, DuckTypes.parse(type));
  }

  /// In REST's form.
  public JsonObject schema() {
    return ResultSchema.of(columns);
  }

  /// Whether a list occurs in it.
  public boolean hasLists() {
    return columns.stream().anyMatch(column -> hasLists(column.type()));
  }

  private static boolean hasLists(DataType type) {
    return type.repeated() || type.fields().stream().anyMatch(field -> hasLists(field.type()));
  }

  /// A query of DuckDB's for these columns, in their order; one that the file does not have is
  /// NULL.
  public String select(TableSchema wanted) {
    return wanted.columns().stream()
        .map(column -> value(column))
        .collect(Collectors.joining(", ", "SELECT ", " FROM " + table));
  }

  private String value(Column column) {
    String name = column.name().toLowerCase(Locale.ROOT);
    for (DataType.Field field : columns) {
      if (field.name().toLowerCase(Locale.ROOT).equals(name)) {
        if (!field.type().duckdbType().equals(column.duckdbType())) {
          throw BigQueryException.invalid(
              "Error while reading data, error message: Parquet column '"
                  + field.name()
                  + "' has type "
                  + field.type().type()
                  + " which does not match the target cpp_type "
                  + column.type()
                  + ".");
        }
        return "CAST(" + quoted(field.name()) + " AS " + column.duckdbType() + ")";
      }
    }
    return "CAST(NULL AS " + column.duckdbType() + ")";
  }
}
