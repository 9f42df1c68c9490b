package dev.hayase.loader.bigquery;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.event.schema.ColumnType;
import dev.hayase.loader.outcome.Failure;
import dev.hayase.loader.outcome.Outcome;
import dev.hayase.loader.store.Streams.RowStream;
import dev.hayase.records.table.TableMode;
import dev.hayase.records.table.TableRef;
import dev.hayase.records.table.TableShape;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Google's client repeats nothing by itself: a request that failed is the lane's to send again,
/// and does not come behind later ones unasked.
class ClientRepetitionTest {
  private static final EmulatedBigQuery BIGQUERY = new EmulatedBigQuery();
  private static final TableShape ID = TableShape.EMPTY.with("id", Optional.of(ColumnType.INT64));
  private static final int REQUESTS = 5;
  private static int tables;

  private final WriteStreams streams = new WriteStreams(BIGQUERY.access(), BIGQUERY.elsewhere());
  private final TableRef table =
      new TableRef(EmulatedBigQuery.PROJECT, "repetition" + ++tables, "t");

  @AfterAll
  static void close() {
    BIGQUERY.close();
  }

  /// Sends requests of one row each, the first of which fails, without waiting for answers.
  private List<Optional<Failure>> send(String key, String status, TableMode mode) throws Exception {
    BIGQUERY.query("CREATE SCHEMA `%s`".formatted(table.dataset()));
    BIGQUERY.query("CREATE TABLE `%s`.t (id INT64%s)".formatted(table.dataset(), key));
    BIGQUERY.order(
        "{\"fault\": \"error\", \"status\": \"%s\", \"calls\": [\"AppendRows\"], \"table\": \"%s.t\", \"times\": 1}"
            .formatted(status, table.dataset()));
    boolean mirror = mode == TableMode.MIRROR;
    RowStream rows = streams.open(mirror ? streams.defaultStream(table) : stream(), mode, ID);
    List<CompletableFuture<Optional<Failure>>> answers = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      answers.add(
          rows.append(List.of(row(i, mirror)), mirror ? OptionalLong.empty() : OptionalLong.of(i)));
    }
    List<Optional<Failure>> all = new ArrayList<>();
    for (CompletableFuture<Optional<Failure>> answer : answers) {
      all.add(answer.get(30, TimeUnit.SECONDS));
    }
    rows.close();
    return all;
  }

  private String stream() {
    if (streams.create(table) instanceof Outcome.Done<String>(String name)) {
      return name;
    }
    throw new AssertionError("No stream");
  }

  private static byte[] row(int id, boolean mirror) {
    ByteArrayOutputStream row = new ByteArrayOutputStream();
    if (mirror) {
      text(row, TableShape.CHANGE_TYPE, "UPSERT");
      text(row, TableShape.CHANGE_SEQUENCE_NUMBER, "1/" + id);
    }
    row.write(3 << 3);
    row.write(id);
    return row.toByteArray();
  }

  private static void text(ByteArrayOutputStream row, int number, String text) {
    row.write(number << 3 | 2);
    row.write(text.length());
    row.writeBytes(text.getBytes(US_ASCII));
  }

  private List<List<String>> ids() {
    return BIGQUERY.query("SELECT id FROM `%s`.t ORDER BY id".formatted(table.dataset()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ABORTED", "UNAVAILABLE", "RESOURCE_EXHAUSTED"})
  void behindAFailedRequestNothingGoesIntoAStreamOfItsOwn(String status) throws Exception {
    // When
    List<Optional<Failure>> answers = send("", status, TableMode.HISTORY);

    // Then
    assertThat(answers).allMatch(Optional::isPresent);
    assertThat(ids()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ABORTED", "UNAVAILABLE", "RESOURCE_EXHAUSTED"})
  void aMirrorsFailedRequestIsNotSentAgainBehindLaterOnes(String status) throws Exception {
    // When
    List<Optional<Failure>> answers =
        send(", PRIMARY KEY (id) NOT ENFORCED", status, TableMode.MIRROR);

    // Then
    assertThat(answers.getFirst()).isPresent();
    assertThat(answers.subList(1, REQUESTS)).containsOnly(Optional.empty());
    assertThat(ids())
        .isEqualTo(
            IntStream.range(1, REQUESTS).mapToObj(i -> List.of(Integer.toString(i))).toList());
  }
}
