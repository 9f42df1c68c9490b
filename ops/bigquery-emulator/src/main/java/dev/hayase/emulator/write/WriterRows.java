package dev.hayase.emulator.write;

import com.google.cloud.bigquery.storage.v1.RowError;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import dev.hayase.emulator.catalog.TableDefinition;
import dev.hayase.emulator.row.Row;
import dev.hayase.emulator.row.RowPlan;
import dev.hayase.emulator.row.RowProblem;
import dev.hayase.emulator.row.SchemaProblem;
import dev.hayase.emulator.store.Append;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rows of one request. They are decoded where they arrive; only when the table has changed
/// before they are applied, they are decoded once more.
final class WriterRows implements Append.Rows {
  private static final int MAX_REPORTED = 100;

  private final DescriptorProto writer;
  private final List<ByteString> bytes;
  private final StreamName stream;
  private final Map<String, Object> defaults;
  private RowPlan plan;
  private @Nullable TableDefinition decodedFor;
  private Append.Decoded decoded = new Append.Decoded.Bad();
  private @Nullable Refusal refusal;

  /// @param defaults what missing values of columns become
  WriterRows(
      DescriptorProto writer,
      RowPlan plan,
      List<ByteString> bytes,
      StreamName stream,
      Map<String, Object> defaults) {
    this.writer = writer;
    this.plan = plan;
    this.bytes = bytes;
    this.stream = stream;
    this.defaults = defaults;
  }

  /// Why the rows could not be decoded.
  Refusal refusal() {
    return java.util.Objects.requireNonNull(refusal);
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
    try {
      if (!plan.schema().equals(definition.schema())) {
        plan = RowPlan.compile(writer, definition.schema(), stream.isDefault());
      }
    } catch (SchemaProblem problem) {
      refusal = Writer.refusal(problem, stream);
      return new Append.Decoded.Bad();
    }
    List<Row> rows = new ArrayList<>(bytes.size());
    List<RowError> errors = new ArrayList<>();
    for (int i = 0; i < bytes.size(); i++) {
      try {
        rows.add(plan.decode(bytes.get(i), definition.keyColumns(), defaults));
      } catch (RowProblem problem) {
        errors.add(
            RowError.newBuilder()
                .setIndex(i)
                .setCode(RowError.RowErrorCode.FIELDS_ERROR)
                .setMessage(problem.text())
                .build());
      }
    }
    if (errors.isEmpty()) {
      return new Append.Decoded.Good(rows);
    }
    refusal =
        Refusal.rows(stream.resource(), errors.subList(0, Math.min(errors.size(), MAX_REPORTED)));
    return new Append.Decoded.Bad();
  }
}
