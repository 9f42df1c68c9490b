package dev.hayase.emulator.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.hayase.emulator.catalog.TableDefinition;
import dev.hayase.emulator.catalog.TableName;
import dev.hayase.emulator.row.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
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
    table.modify(rows -> "INSERT INTO " + rows + " VALUES (''::BLOB, false, 0, 0, 7)");

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
}
