package dev.hayase.benchmarks.encoder;

import com.google.cloud.bigquery.storage.v1.BQTableSchemaToProtoDescriptor;
import com.google.cloud.bigquery.storage.v1.JsonToProtoMessage;
import com.google.cloud.bigquery.storage.v1.TableSchema;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import dev.hayase.benchmarks.rival.JsonRows;
import dev.hayase.benchmarks.rival.Schemas;
import dev.hayase.benchmarks.workload.Input;
import dev.hayase.records.SourceRecord;
import dev.hayase.records.format.RowEncoding;
import dev.hayase.records.row.Encoded;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// From the bytes of a record's value to the bytes of a row.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EncoderBenchmark {
  private static final int RECORDS = 1024;

  /// Name of an [Input].
  @Param({"int", "iso", "debezium", "log"})
  public String input = Input.INT.code();

  private List<SourceRecord> records = List.of();
  private @Nullable RowEncoding encoding;
  private TableSchema schema = TableSchema.getDefaultInstance();
  private @Nullable Descriptor descriptor;
  private boolean changes;
  private int next;

  /// Makes the records and the plans.
  @Setup
  public void prepare() throws DescriptorValidationException {
    Input kind = Input.of(input);
    records = Prepared.records(kind, RECORDS);
    encoding = Prepared.encoding(kind);
    schema = Schemas.of(kind);
    descriptor = BQTableSchemaToProtoDescriptor.convertBQTableSchemaToProtoDescriptor(schema);
    changes = kind.changes();
  }

  private SourceRecord record() {
    next = (next + 1) % RECORDS;
    return records.get(next);
  }

  /// The loader-service's.
  @Benchmark
  public Encoded hayase() {
    return Objects.requireNonNull(encoding).encode(record());
  }

  /// What JsonStreamWriter does with a JSONObject, and the making of that.
  @Benchmark
  public ByteString google() {
    SourceRecord record = record();
    return JsonToProtoMessage.INSTANCE
        .convertToProtoMessage(
            Objects.requireNonNull(descriptor),
            schema,
            JsonRows.row(
                Objects.requireNonNull(record.value()), changes ? Prepared.SEQUENCE : null),
            false)
        .toByteString();
  }
}
