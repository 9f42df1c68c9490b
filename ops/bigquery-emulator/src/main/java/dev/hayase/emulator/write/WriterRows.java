package dev.hayase.emulator.write;

import com.google.cloud.bigquery.storage.v1.RowError;
import com.google.protobuf.ByteString;
import dev.hayase.emulator.catalog.TableDefinition;
import dev.hayase.emulator.catalog.TableSchema;
import dev.hayase.emulator.row.ChangeMode;
import dev.hayase.emulator.row.Growth;
import dev.hayase.emulator.row.Row;
import dev.hayase.emulator.row.RowPlan;
import dev.hayase.emulator.row.RowProblem;
import dev.hayase.emulator.row.SchemaProblem;
import dev.hayase.emulator.store.Append;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The rows of one request. They are decoded where they arrive, by the schema that the API knows;
/// only when the table has changed before they are applied, they are decoded once more.
final class WriterRows implements Append.Rows {
  private static final int MAX_REPORTED = 100;

  private final Writer writer;
  private final TableSchema known;
  private final List<ByteString> bytes;
  private final Map<String, Object> defaults;
  private RowPlan plan;
  private @Nullable TableDefinition decodedFor;
  private Append.Decoded decoded = new Append.Decoded.Bad();
  private Append.Kind kind = Append.Kind.INSERT;
  private @Nullable Refusal refusal;

  /// @param known the table's schema as far as the API has learnt of it
  /// @param defaults what missing values of columns become
  WriterRows(
      Writer writer, TableSchema known, List<ByteString> bytes, Map<String, Object> defaults) {
    this.writer = writer;
    this.known = known;
    this.plan = writer.plan();
    this.bytes = bytes;
    this.defaults = defaults;
  }

  /// Why the rows could not be decoded.
  Refusal refusal() {
    return Objects.requireNonNull(refusal);
  }

  /// What decoding found the rows to be.
  Append.Kind kind() {
    return kind;
  }

  @Override
  public Append.Decoded decode(TableDefinition definition) {
    if (!definition.equals(decodedFor)) {
      decodedFor = definition;
      decoded = decodeFor(definition);
    }
    return decoded;
  }

  private Append.Decoded decodeFor(TableDefinition definition) {
    Optional<Growth> growth =
        known.equals(definition.schema())
            ? Optional.empty()
            : Growth.between(known, definition.schema());
    TableSchema schema = growth.isPresent() ? known : definition.schema();
    try {
      if (!plan.schema().equals(schema)) {
        plan = RowPlan.compile(writer.descriptor(), schema, plan.mode());
      }
    } catch (SchemaProblem problem) {
      refusal = Writer.refusal(problem, writer.stream());
      return new Append.Decoded.Bad();
    }
    List<Row> rows = new ArrayList<>(bytes.size());
    List<RowError> errors = new ArrayList<>();
    Set<String> keys = definition.keyColumns();
    for (int i = 0; i < bytes.size(); i++) {
      try {
        Row row = plan.decode(bytes.get(i), keys, defaults);
        rows.add(growth.isPresent() ? growth.get().of(row, defaults) : row);
      } catch (RowProblem problem) {
        errors.add(error(i, problem.text()));
      }
    }
    if (plan.mode() == ChangeMode.UPSERT && errors.isEmpty()) {
      kind = changeKind(rows, errors);
    }
    if (errors.isEmpty()) {
      return new Append.Decoded.Good(rows);
    }
    refusal =
        Refusal.rows(
            writer.stream().resource(), errors.subList(0, Math.min(errors.size(), MAX_REPORTED)));
    return new Append.Decoded.Bad();
  }

  private static Append.Kind changeKind(List<Row> rows, List<RowError> errors) {
    List<Integer> without = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (!rows.get(i).hasSequence()) {
        without.add(i);
      }
    }
    if (without.size() == rows.size()) {
      return Append.Kind.CHANGE_WITHOUT_SEQUENCE;
    }
    without.forEach(
        i -> errors.add(error(i, "_CHANGE_SEQUENCE_NUMBER must be given on all rows or on none")));
    return Append.Kind.CHANGE_WITH_SEQUENCE;
  }

  private static RowError error(int index, String message) {
    return RowError.newBuilder()
        .setIndex(index)
        .setCode(RowError.RowErrorCode.FIELDS_ERROR)
        .setMessage(message)
        .build();
  }
}
