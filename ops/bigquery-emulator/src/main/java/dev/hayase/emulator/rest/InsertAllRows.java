package dev.hayase.emulator.rest;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.hayase.emulator.catalog.TableDefinition;
import dev.hayase.emulator.job.Members;
import dev.hayase.emulator.load.BadValue;
import dev.hayase.emulator.load.JsonRows;
import dev.hayase.emulator.row.Row;
import dev.hayase.emulator.store.Append;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The rows of one `insertAll`, and what is wrong with them. A batch with a bad row is refused as a
/// whole unless bad rows are to be skipped; the good rows of a refused batch are `stopped`
/// (https://github.com/GoogleCloudPlatform/DataflowTemplates/issues/22).
final class InsertAllRows implements Append.Rows {
  private final List<Members> rows;
  private final boolean skipInvalid;
  private final boolean ignoreUnknown;
  private final Map<String, Object> defaults;
  private final Map<Integer, BadValue> bad = new TreeMap<>();

  /// @param rows their `json`, in the order of the request
  InsertAllRows(
      List<Members> rows,
      boolean skipInvalid,
      boolean ignoreUnknown,
      Map<String, Object> defaults) {
    this.rows = rows;
    this.skipInvalid = skipInvalid;
    this.ignoreUnknown = ignoreUnknown;
    this.defaults = defaults;
  }

  @Override
  public Append.Decoded decode(TableDefinition definition) {
    JsonRows reader =
        new JsonRows(definition.schema(), ignoreUnknown, JsonRows.Words.INSERT_ALL, defaults);
    bad.clear();
    List<Row> good = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      try {
        good.add(new Row(reader.read(rows.get(i).json()), null));
      } catch (BadValue problem) {
        bad.put(i, problem);
      }
    }
    boolean refused = good.isEmpty() || (!bad.isEmpty() && !skipInvalid);
    return refused ? new Append.Decoded.Bad() : new Append.Decoded.Good(good);
  }

  /// Of the rows that were not inserted.
  ///
  /// @param indexes where each row stands in the request
  JsonArray errors(List<Integer> indexes) {
    JsonArray errors = new JsonArray();
    for (int i = 0; i < rows.size(); i++) {
      BadValue problem = bad.get(i);
      if (problem != null) {
        errors.add(error(indexes.get(i), "invalid", problem.location(), problem.text()));
      } else if (!bad.isEmpty() && !skipInvalid) {
        errors.add(error(indexes.get(i), "stopped", "", ""));
      }
    }
    return errors;
  }

  private static JsonObject error(int index, String reason, String location, String message) {
    JsonObject detail = new JsonObject();
    detail.addProperty("reason", reason);
    detail.addProperty("location", location);
    detail.addProperty("debugInfo", "");
    detail.addProperty("message", message);
    JsonArray details = new JsonArray();
    details.add(detail);
    JsonObject error = new JsonObject();
    error.addProperty("index", index);
    error.add("errors", details);
    return error;
  }
}
