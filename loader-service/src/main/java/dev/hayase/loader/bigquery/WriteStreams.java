package dev.hayase.loader.bigquery;

import com.google.api.core.ApiFuture;
import com.google.api.core.ApiFutureCallback;
import com.google.api.core.ApiFutures;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.ProtoRows;
import com.google.cloud.bigquery.storage.v1.StreamWriter;
import com.google.cloud.bigquery.storage.v1.TableName;
import com.google.cloud.bigquery.storage.v1.WriteStream;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.protobuf.UnsafeByteOperations;
import dev.hayase.loader.outcome.Failure;
import dev.hayase.loader.outcome.Outcome;
import dev.hayase.loader.store.Streams;
import dev.hayase.records.table.TableMode;
import dev.hayase.records.table.TableRef;
import dev.hayase.records.table.TableShape;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/// Streams of the Storage Write API.
///
/// Google's writer repeats nothing inside a stream here: its own repetition lets later requests
/// overtake the one that failed. It reconnects for a moment when a connection breaks; beyond that
/// the lane opens a new one and sends from its first unacknowledged row on, which also makes the
/// trouble visible.
public final class WriteStreams implements Streams {
  private static final String DEFAULT = "/streams/_default";
  private static final Duration RECONNECT = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final long MOST_BYTES_IN_FLIGHT = 256L << 20;

  private final BigQueryAccess access;
  private final Executor elsewhere;

  /// @param elsewhere runs what blocks
  public WriteStreams(BigQueryAccess access, Executor elsewhere) {
    this.access = access;
    this.elsewhere = elsewhere;
    StreamWriter.setMaxRequestCallbackWaitTime(ANSWER);
  }

  @Override
  public String defaultStream(TableRef table) {
    return name(table) + DEFAULT;
  }

  @Override
  public boolean belongs(String stream, TableRef table) {
    return stream.startsWith(name(table) + "/streams/");
  }

  private static String name(TableRef table) {
    return TableName.of(table.project(), table.dataset(), table.table()).toString();
  }

  @Override
  public Outcome<String> create(TableRef table) {
    return access.inTurn(() ->
        access
            .write()
            .createWriteStream(
                name(table), WriteStream.newBuilder().setType(WriteStream.Type.COMMITTED).build())
            .getName());
  }

  @Override
  public Outcome<OptionalLong> finish(String stream) {
    Outcome<OptionalLong> finished =
        access.inTurn(
            () -> OptionalLong.of(access.write().finalizeWriteStream(stream).getRowCount()));
    return finished instanceof Outcome.Failed<OptionalLong>(Failure failure)
            && (failure instanceof Failure.NotFound || failure instanceof Failure.StreamOver)
        ? Outcome.done(OptionalLong.empty())
        : finished;
  }

  @Override
  public RowStream open(String stream, TableMode mode, TableShape shape) {
    return new Connection(stream, mode, shape);
  }

  /// Made on first use, since making it may fail.
  private final class Connection implements RowStream {
    private final CompletableFuture<StreamWriter> writer;

    /// Done when what was appended before the writer was there has been sent. Such requests form a
    /// chain: what merely waits for one thing goes in any order.
    private CompletableFuture<StreamWriter> sentBefore;

    private volatile Runnable onSpread = () -> {};

    Connection(String stream, TableMode mode, TableShape shape) {
      this.writer =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return writer(stream, mode, shape);
                } catch (IOException e) {
                  throw new CompletionException(e);
                }
              },
              elsewhere);
      this.sentBefore = writer;
    }

    @Override
    public CompletableFuture<Optional<Failure>> append(List<byte[]> rows, OptionalLong offset) {
      ProtoRows.Builder request = ProtoRows.newBuilder();
      // Nobody changes the arrays after the encoder has made them.
      rows.forEach(row -> request.addSerializedRows(UnsafeByteOperations.unsafeWrap(row)));
      if (sentBefore.isDone() && !sentBefore.isCompletedExceptionally()) {
        return send(sentBefore.join(), request.build(), offset, onSpread);
      }
      CompletableFuture<CompletableFuture<Optional<Failure>>> answer = new CompletableFuture<>();
      sentBefore =
          sentBefore.thenApply(opened -> {
            answer.complete(send(opened, request.build(), offset, onSpread));
            return opened;
          });
      var _ =
          sentBefore.whenComplete((_, error) -> {
            if (error != null) {
              answer.completeExceptionally(error);
            }
          });
      return answer.thenCompose(sent -> sent).exceptionally(e -> Optional.of(Failures.of(e)));
    }

    @Override
    public void whenSchemaSpreads(Runnable listener) {
      onSpread = listener;
    }

    @Override
    public void close() {
      // Closing waits for answers that may never come.
      var _ = writer.thenAcceptAsync(StreamWriter::close, elsewhere);
    }
  }

  private StreamWriter writer(String stream, TableMode mode, TableShape shape) throws IOException {
    StreamWriter.Builder builder =
        StreamWriter.newBuilder(stream, access.write())
            .setWriterSchema(RowMessage.schema(mode, shape))
            .setTraceId("hayase:loader")
            .setMaxRetryDuration(RECONNECT)
            .setMaxInflightBytes(MOST_BYTES_IN_FLIGHT);
    // Tables that append share connections. Mirrors do not: BigQuery refuses changes and plain rows
    // on one connection.
    boolean shared = mode.appends() && stream.endsWith(DEFAULT);
    builder.setEnableConnectionPool(shared);
    if (shared) {
      // Google's pools are the process's, one for each location: of two emulators the second one
      // would get the first one's connections.
      access.settings().endpoint().ifPresent(endpoint -> builder.setLocation(endpoint.grpc()));
    }
    return builder.build();
  }

  private static CompletableFuture<Optional<Failure>> send(
      StreamWriter writer, ProtoRows rows, OptionalLong offset, Runnable onSpread) {
    CompletableFuture<Optional<Failure>> answer = new CompletableFuture<>();
    ApiFuture<AppendRowsResponse> response =
        offset.isPresent() ? writer.append(rows, offset.getAsLong()) : writer.append(rows);
    ApiFutures.addCallback(
        response,
        new ApiFutureCallback<>() {
          @Override
          public void onSuccess(AppendRowsResponse result) {
            if (result.hasUpdatedSchema()) {
              onSpread.run();
            }
            answer.complete(Optional.empty());
          }

          @Override
          public void onFailure(Throwable thrown) {
            answer.complete(Optional.of(Failures.of(thrown)));
          }
        },
        MoreExecutors.directExecutor());
    return answer;
  }
}
