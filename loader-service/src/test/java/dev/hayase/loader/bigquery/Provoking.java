package dev.hayase.loader.bigquery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.loader.outcome.Failure;
import dev.hayase.loader.outcome.Outcome;
import dev.hayase.loader.store.Streams.RowStream;
import dev.hayase.records.table.PresentTable;
import dev.hayase.records.table.TableDefinition;
import dev.hayase.records.table.TableMode;
import dev.hayase.records.table.TableRef;
import dev.hayase.records.table.TableShape;
import dev.hayase.records.table.TableUpdate;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// The steps by which a server is made to fail, through the loader's own edge. A table of its own.
final class Provoking {
  private static final TableShape V = TableShape.EMPTY.with("v", Optional.of(ColumnType.STRING));
  private static final int ANSWER_SECONDS = 30;

  private final EmulatedBigQuery bigQuery;
  private final TableRef table;
  private final TableDescriptions tables;
  private final WriteStreams streams;

  Provoking(EmulatedBigQuery bigQuery, String dataset) {
    this.bigQuery = bigQuery;
    this.table = new TableRef(EmulatedBigQuery.PROJECT, dataset, "t");
    this.tables = new TableDescriptions(bigQuery.access());
    this.streams = new WriteStreams(bigQuery.access(), bigQuery.elsewhere());
  }

  /// Orders a fault of the table's next append.
  Provoking order(String fault) {
    create();
    bigQuery.order(
        "{%s, \"calls\": [\"AppendRows\"], \"table\": \"%s.t\", \"times\": 1}"
            .formatted(fault, table.dataset()));
    return this;
  }

  /// Orders a fault of the next call by REST.
  Provoking orderRest(int status, String reason) {
    bigQuery.order(
        "{\"fault\": \"httpError\", \"status\": %d, \"reason\": \"%s\", \"message\": \"%s\", \"calls\": [\"REST\"], \"times\": 1}"
            .formatted(status, reason, reason));
    return this;
  }

  private TableDefinition definition() {
    return new TableDefinition(
        table,
        TableMode.HISTORY,
        List.of(Column.nullable("v", ColumnType.STRING), Column.nullable("n", ColumnType.INT64)),
        List.of(),
        List.of(),
        Optional.empty());
  }

  Provoking create() {
    tables.create(definition(), "owner");
    return this;
  }

  Provoking statement(String sql) {
    Outcome<Boolean> done =
        new Queries(bigQuery.access())
            .run(sql.replace("TABLE_T", "`" + table.toString().replace(".", "`.`") + "`"));
    if (done instanceof Outcome.Failed<Boolean> failed) {
      throw new AssertionError(failed.failure());
    }
    return this;
  }

  Failure createAgain() {
    return failure(create().tables.create(definition(), "owner"));
  }

  Failure describe() {
    return failure(tables.describe(table));
  }

  Failure updateAfterSomebodyElse() {
    PresentTable before = value(create().tables.describe(table)).orElseThrow();
    value(tables.update(table, before, adding("w")));
    return failure(tables.update(table, before, adding("x")));
  }

  private static TableUpdate adding(String column) {
    return new TableUpdate(
        List.of(Column.nullable(column, ColumnType.STRING)),
        Map.of(),
        List.of(),
        List.of(),
        Set.of());
  }

  /// A row of one text column by the default stream.
  Failure append() {
    return append(TableMode.HISTORY, V, row("text"));
  }

  Failure append(TableMode mode, TableShape shape, byte[] row) {
    return append(streams.defaultStream(table), mode, shape, row, OptionalLong.empty());
  }

  /// A column that the table does not have.
  Failure appendUnknownColumn() {
    return append(TableMode.HISTORY, V.with("w", Optional.of(ColumnType.STRING)), row("text"));
  }

  /// A column that has another type in the table.
  Failure appendOtherType() {
    return append(
        TableMode.HISTORY, TableShape.EMPTY.with("n", Optional.of(ColumnType.STRING)), row("text"));
  }

  /// A mirror's row into a table without a key.
  Failure appendChange() {
    byte[] row = new byte[] {10, 6, 'U', 'P', 'S', 'E', 'R', 'T', 18, 1, '1', 26, 1, 'x'};
    return append(TableMode.MIRROR, V, row);
  }

  Failure appendTooMuch() {
    return append(TableMode.HISTORY, V, row("x".repeat(1 << 20)));
  }

  /// Two rows, the second too long for the table.
  Failure appendTooLong() {
    create().statement("CREATE OR REPLACE TABLE TABLE_T (v STRING(3))");
    RowStream rows = streams.open(streams.defaultStream(table), TableMode.HISTORY, V);
    return answer(rows, List.of(row("abc"), row("abcd")), OptionalLong.empty());
  }

  Failure appendToFinalized() {
    String stream = value(create().streams.create(table));
    value(streams.finish(stream));
    return append(stream, TableMode.HISTORY, V, row("text"), OptionalLong.of(0));
  }

  Failure appendToExpired() {
    String stream = value(create().streams.create(table));
    bigQuery.advance(Duration.ofDays(5));
    return append(stream, TableMode.HISTORY, V, row("text"), OptionalLong.of(0));
  }

  /// One row at this offset, after one row was written.
  Failure appendAt(long offset) {
    String stream = value(create().streams.create(table));
    RowStream rows = streams.open(stream, TableMode.HISTORY, V);
    Optional<Failure> first = wait(rows.append(List.of(row("first")), OptionalLong.of(0)));
    if (first.isPresent()) {
      throw new AssertionError(first.get());
    }
    return answer(rows, List.of(row("second")), OptionalLong.of(offset));
  }

  private Failure append(
      String stream, TableMode mode, TableShape shape, byte[] row, OptionalLong offset) {
    return answer(streams.open(stream, mode, shape), List.of(row), offset);
  }

  private static Failure answer(RowStream stream, List<byte[]> rows, OptionalLong offset) {
    Optional<Failure> answer = wait(stream.append(rows, offset));
    stream.close();
    return answer.orElseThrow(() -> new AssertionError("The rows were written"));
  }

  private static Optional<Failure> wait(CompletableFuture<Optional<Failure>> answer) {
    return answer.orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS).join();
  }

  /// A row whose first column, of number 3, is this text.
  private static byte[] row(String text) {
    byte[] utf8 = text.getBytes(UTF_8);
    ByteArrayOutputStream row = new ByteArrayOutputStream();
    row.write(26);
    int rest = utf8.length;
    while (rest > 127) {
      row.write((rest & 127) | 128);
      rest >>>= 7;
    }
    row.write(rest);
    row.writeBytes(utf8);
    return row.toByteArray();
  }

  private static <T> T value(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Done<T> done -> done.value();
      case Outcome.Failed<T> failed -> throw new AssertionError(failed.failure());
    };
  }

  private static <T> Failure failure(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Done<T> done -> throw new AssertionError(done);
      case Outcome.Failed<T> failed -> failed.failure();
    };
  }
}
