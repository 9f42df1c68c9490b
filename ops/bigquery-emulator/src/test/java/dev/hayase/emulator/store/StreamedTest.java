package dev.hayase.emulator.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.hayase.emulator.catalog.TableDefinition;
import dev.hayase.emulator.catalog.TableName;
import dev.hayase.emulator.row.Row;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamedTest {
  private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");

  private Instant now = THEN;
  private final Database database = Database.open(null);
  private StoredTable table;

  @BeforeEach
  void create() {
    Warehouse warehouse = Warehouse.open(database, () -> now, Runnable::run);
    warehouse.createDataset(new Warehouse.DatasetName("p", "d"), new JsonObject());
    table =
        warehouse.createTable(
            TableDefinition.parse(
                new TableName("p", "d", "t"),
                JsonParser.parseString(
                        """
                        {"schema": {"fields": [{"name": "id", "type": "INTEGER"}]},
                         "tableConstraints": {"primaryKey": {"columns": ["id"]}}}
                        """)
                    .getAsJsonObject()));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void append(Append.Kind kind, Row.@Nullable Change change) {
    Row row = new Row(new @Nullable Object[] {1L}, change);
    assertThat(
            table.append(
                new Append(
                    null, OptionalLong.empty(), _ -> new Append.Decoded.Good(List.of(row)), kind)))
        .isCompletedWithValue(new Append.Outcome.Appended(OptionalLong.empty()));
  }

  @Test
  void rowsAreTooYoungToBeChangedForHalfAnHour() {
    // Given
    append(Append.Kind.INSERT, null);

    // When
    now = THEN.plus(Duration.ofMinutes(29));
    boolean young = table.streamed().recently(now);
    now = THEN.plus(Duration.ofMinutes(30));

    // Then
    assertThat(young).isTrue();
    assertThat(table.streamed().recently(now)).isFalse();
    assertThat(table.streamed().changes()).isFalse();
    assertThat(table.streamed().applyWatermark()).isEmpty();
  }

  @Test
  void whatAStatementWroteIsNotStreamed() {
    // When
    String written = "INSERT INTO " + table.rows() + " VALUES (''::BLOB, false, 0, 0, 7)";
    table.change(connection -> StoredTable.run(connection, List.of(written)));

    // Then
    assertThat(table.streamed().last()).isEmpty();
  }

  @Test
  void changesAreRememberedAndAppliedAtOnce() {
    // When
    append(Append.Kind.CHANGE_WITHOUT_SEQUENCE, new Row.Change(false, new byte[0]));

    // Then
    assertThat(table.streamed().changes()).isTrue();
    assertThat(table.streamed().last()).contains(THEN);
    assertThat(table.streamed().applyWatermark()).contains(THEN);
  }

  @Test
  void twoAppendsOfOneGroupCannotMixSequences() {
    // Given
    List<Runnable> later = new ArrayList<>();
    StoredTable grouped =
        new StoredTable(table.id, table.definition(), database, () -> now, later::add, false);
    CompletableFuture<Append.Outcome> with =
        grouped.append(change(Append.Kind.CHANGE_WITH_SEQUENCE, new byte[] {1}));
    CompletableFuture<Append.Outcome> without =
        grouped.append(change(Append.Kind.CHANGE_WITHOUT_SEQUENCE, new byte[0]));

    // When
    later.forEach(Runnable::run);

    // Then
    assertThat(with).isCompletedWithValue(new Append.Outcome.Appended(OptionalLong.empty()));
    assertThat(without).isCompletedWithValue(new Append.Outcome.SequencesMixed());
  }

  private static Append change(Append.Kind kind, byte[] sequence) {
    Row row = new Row(new @Nullable Object[] {1L}, new Row.Change(false, sequence));
    return new Append(null, OptionalLong.empty(), _ -> new Append.Decoded.Good(List.of(row)), kind);
  }

  @Test
  void aTableThatDiscardsCountsAcknowledgesAndRefusesAndStoresNothing() {
    // Given
    StoredTable discarding =
        new StoredTable(table.id, table.definition(), database, () -> now, Runnable::run, true);
    String stream = discarding.streams().create(StreamType.COMMITTED).name();

    // When / Then
    assertThat(discarding.append(insert(stream, 0)))
        .isCompletedWithValue(new Append.Outcome.Appended(OptionalLong.of(0)));
    assertThat(discarding.append(insert(stream, 0)))
        .isCompletedWithValue(new Append.Outcome.OffsetExists(1, 0));
    assertThat(discarding.append(change(Append.Kind.CHANGE_WITH_SEQUENCE, new byte[] {1})))
        .isCompletedWithValue(new Append.Outcome.Appended(OptionalLong.empty()));
    assertThat(discarding.append(change(Append.Kind.CHANGE_WITHOUT_SEQUENCE, new byte[0])))
        .isCompletedWithValue(new Append.Outcome.SequencesMixed());
    assertThat(discarding.discardedRows()).isEqualTo(2);
    assertThat(discarding.streams().close(stream)).map(StreamState::rows).contains(1L);
    assertThat(count("r") + count("d")).isZero();
  }

  private static Append insert(String stream, long offset) {
    Row row = new Row(new @Nullable Object[] {1L}, null);
    return new Append(
        stream,
        OptionalLong.of(offset),
        _ -> new Append.Decoded.Good(List.of(row)),
        Append.Kind.INSERT);
  }

  private long count(String prefix) {
    return database.call(connection -> {
      try (Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery("SELECT count(*) FROM data." + prefix + table.id)) {
        rows.next();
        return rows.getLong(1);
      }
    });
  }
}
