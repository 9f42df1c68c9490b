package dev.hayase.conformance;

import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_INT64;
import static dev.hayase.conformance.Tables.rows;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.BidiStream;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.BatchCommitWriteStreamsRequest;
import com.google.cloud.bigquery.storage.v1.BatchCommitWriteStreamsResponse;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteClient;
import com.google.cloud.bigquery.storage.v1.FlushRowsRequest;
import com.google.cloud.bigquery.storage.v1.WriteStream;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.Int64Value;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Random sequences of calls to random streams of a table: after each call the answer is the
/// model's, at the end so are the rows. `-Dhayase.model.runs=1000` makes more sequences,
/// `-Dhayase.model.seed=N` repeats one.
@ExtendWith(Conformance.class)
@EmulatorOnly
class StreamModelTest {
  private static final DescriptorProto ROW = Tables.row(Map.entry("id", TYPE_INT64));
  private static final List<WriteStream.Type> TYPES =
      List.of(WriteStream.Type.COMMITTED, WriteStream.Type.BUFFERED, WriteStream.Type.PENDING);
  private static final int CALLS = 30;

  private final Tables tables;
  private final BigQueryWriteClient write;

  StreamModelTest(Tables tables) {
    this.tables = tables;
    this.write = tables.underTest().write();
  }

  @Test
  void theModelAndTheEmulatorAgree() throws Exception {
    long first = Long.getLong("hayase.model.seed", System.nanoTime());
    int runs = Integer.getInteger("hayase.model.runs", 6);
    for (long seed = first; seed < first + runs; seed++) {
      new Sequence(seed).run();
    }
  }

  private final class Sequence {
    private final long seed;
    private final Random random;
    private final String table = tables.create(Field.of("id", StandardSQLTypeName.INT64));
    private final List<String> names = new ArrayList<>();
    private final List<StreamModel> models = new ArrayList<>();
    private final List<Long> appendedToDefault = new ArrayList<>();
    private final List<String> history = new ArrayList<>();
    private long nextId;

    Sequence(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
    }

    void run() throws InterruptedException {
      for (int call = 0; call < CALLS; call++) {
        if (names.isEmpty() || random.nextInt(6) == 0) {
          create();
        } else {
          onStream(random.nextInt(names.size()));
        }
      }
      List<String> visible =
          LongStream.concat(
                  models.stream().flatMap(model -> model.visible().stream()).mapToLong(id -> id),
                  appendedToDefault.stream().mapToLong(id -> id))
              .sorted()
              .mapToObj(Long::toString)
              .toList();
      assertThat(tables.query("SELECT id FROM " + table + " ORDER BY id"))
          .as(this::toString)
          .isEqualTo(visible);
    }

    private void create() {
      WriteStream.Type type = TYPES.get(random.nextInt(TYPES.size()));
      names.add(tables.createStream(table, type));
      models.add(new StreamModel(type));
      history.add("create " + type);
    }

    private void onStream(int index) {
      String name = names.get(index);
      StreamModel model = models.get(index);
      long near = Math.max(-1, model.size() + random.nextInt(5) - 2);
      switch (random.nextInt(10)) {
        case 0, 1, 2, 3, 4 -> {
          List<Long> ids = ids(1 + random.nextInt(4));
          agree(
              index + " append " + ids + " at " + near,
              model.append(ids, near),
              () -> append(name, ids, near));
        }
        case 5 -> {
          List<Long> ids = ids(2);
          appendedToDefault.addAll(ids);
          agree("append to default", "ok", () -> append(tables.defaultStream(table), ids, -1));
        }
        case 6, 7 -> {
          long offset = Math.max(0, near);
          agree(index + " flush " + offset, model.flush(offset), () -> flush(name, offset));
        }
        case 8 ->
            agree(
                index + " finalize",
                model.close(),
                () -> "ok@" + write.finalizeWriteStream(name).getRowCount());
        default -> commit();
      }
    }

    private List<Long> ids(int count) {
      long from = nextId;
      nextId += count;
      return LongStream.range(from, nextId).boxed().toList();
    }

    private void commit() {
      Set<Integer> chosen = new HashSet<>();
      for (int i = 0; i < 1 + random.nextInt(2); i++) {
        chosen.add(random.nextInt(names.size()));
      }
      boolean all = chosen.stream().allMatch(index -> models.get(index).canBeCommitted());
      agree(
          "commit " + chosen,
          all ? "ok" : "stream_errors",
          () -> commit(chosen.stream().map(names::get).toList()));
      if (all) {
        chosen.forEach(index -> models.get(index).commit());
      }
    }

    private String commit(List<String> streams) {
      BatchCommitWriteStreamsResponse response =
          write.batchCommitWriteStreams(
              BatchCommitWriteStreamsRequest.newBuilder()
                  .setParent(tables.parent(table))
                  .addAllWriteStreams(streams)
                  .build());
      return response.hasCommitTime() ? "ok" : "stream_errors";
    }

    private String flush(String stream, long offset) {
      return "ok@"
          + write
              .flushRows(
                  FlushRowsRequest.newBuilder()
                      .setWriteStream(stream)
                      .setOffset(Int64Value.of(offset))
                      .build())
              .getOffset();
    }

    private String append(String stream, List<Long> ids, long offset) {
      AppendRowsRequest.Builder request = AppendRowsRequest.newBuilder().setWriteStream(stream);
      request.getProtoRowsBuilder().getWriterSchemaBuilder().setProtoDescriptor(ROW);
      request
          .getProtoRowsBuilder()
          .setRows(rows(ROW, ids.stream().map(id -> Map.<String, Object>of("id", id)).toList()));
      if (offset >= 0) {
        request.setOffset(Int64Value.of(offset));
      }
      BidiStream<AppendRowsRequest, AppendRowsResponse> call = write.appendRowsCallable().call();
      call.send(request.build());
      call.closeSend();
      AppendRowsResponse response = call.iterator().next();
      if (response.hasError()) {
        return Status.fromCodeValue(response.getError().getCode()).getCode().name();
      }
      return response.getAppendResult().hasOffset()
          ? "ok@" + response.getAppendResult().getOffset().getValue()
          : "ok";
    }

    private void agree(String call, String expected, Supplier<String> real) {
      String answer;
      try {
        answer = real.get();
      } catch (ApiException e) {
        answer = e.getStatusCode().getCode().name();
      }
      history.add(call + ": " + answer);
      assertThat(answer).as(this::toString).isEqualTo(expected);
    }

    @Override
    public String toString() {
      return "seed " + seed + ", " + history;
    }
  }
}
