package dev.hayase.emulator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.hayase.emulator.catalog.Alteration;
import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.catalog.Column;
import dev.hayase.emulator.catalog.TableDefinition;
import dev.hayase.emulator.catalog.TableName;
import dev.hayase.emulator.store.Definitions.IfTaken;
import dev.hayase.emulator.store.Definitions.Performed;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinitionsTest {
  private static final TableName TABLE = new TableName("p", "d", "t");

  @TempDir private Path directory;

  private Database database = Database.open(null);
  private Warehouse warehouse = open();

  private Warehouse open() {
    return Warehouse.open(database, () -> Instant.parse("2026-01-01T00:00:00Z"), Runnable::run);
  }

  @BeforeEach
  void create() {
    database.close();
    database = Database.open(directory);
    warehouse = open();
    warehouse.createDataset(new Warehouse.DatasetName("p", "d"), new JsonObject());
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void restart() {
    database.close();
    database = Database.open(directory);
    warehouse = open();
  }

  private static TableDefinition table(TableName name, String... fields) {
    JsonObject resource = json("{'schema': {'fields': [" + String.join(", ", fields) + "]}}");
    return TableDefinition.parse(name, resource);
  }

  private static JsonObject json(String text) {
    return JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject();
  }

  private List<String> columns(TableName name) {
    return warehouse.requireTable(name).definition().schema().columns().stream()
        .map(column -> column.name() + " " + column.standardType())
        .toList();
  }

  private List<String> rows(TableName name) {
    String visible = warehouse.requireTable(name).readable();
    return database.call(connection -> {
      List<String> rows = new ArrayList<>();
      try (Statement statement = connection.createStatement();
          ResultSet result = statement.executeQuery("SELECT r::VARCHAR FROM " + visible + " r")) {
        while (result.next()) {
          rows.add(result.getString(1));
        }
      }
      return rows;
    });
  }

  private void fill(TableDefinition definition, String rows) {
    warehouse.definitions().create(definition, IfTaken.REPLACE, Optional.of(rows));
  }

  private static final String A = "{'name': 'a', 'type': 'INT64'}";
  private static final String S = "{'name': 's', 'type': 'STRING', 'maxLength': 3}";

  @Test
  void aTableIsCreatedWithItsRowsReplacedOrLeftAlone() {
    // When
    List<Performed> performed =
        List.of(
            warehouse
                .definitions()
                .create(table(TABLE, A), IfTaken.REPLACE, Optional.of("SELECT 1")),
            warehouse
                .definitions()
                .create(table(TABLE, A, S), IfTaken.SKIP, Optional.of("SELECT 2, 'x'")),
            warehouse
                .definitions()
                .create(table(TABLE, A, S), IfTaken.REPLACE, Optional.of("SELECT 3, 'y'")));
    restart();

    // Then
    assertThat(performed).containsExactly(Performed.CREATE, Performed.SKIP, Performed.REPLACE);
    assertThat(columns(TABLE)).containsExactly("a INT64", "s STRING(3)");
    assertThat(rows(TABLE)).containsExactly("{'a': 3, 's': y}");
  }

  @Test
  void aTableWhoseRowsCannotBeMadeLeavesTheOldOne() {
    // Given
    fill(table(TABLE, A), "SELECT 1");

    // When
    assertThatThrownBy(() -> fill(table(TABLE, A), "SELECT 'x'"))
        .isInstanceOf(StoreException.class);
    restart();

    // Then
    assertThat(rows(TABLE)).containsExactly("{'a': 1}");
  }

  @Test
  void columnsChangeWithTheirRowsAndStayChanged() {
    // Given
    fill(table(TABLE, A, S), "SELECT 1, 'x'");
    StoredTable stored = warehouse.requireTable(TABLE);
    String etag = stored.definition().resource().get("etag").getAsString();

    // When
    warehouse
        .definitions()
        .alter(
            TABLE,
            table ->
                table
                    .add(json("{'name': 'n', 'type': 'INT64', 'mode': 'REPEATED'}"))
                    .rename("s", "t")
                    .retype("a", json("{'type': 'NUMERIC'}")));
    restart();

    // Then
    assertThat(columns(TABLE)).containsExactly("a NUMERIC", "t STRING(3)", "n ARRAY<INT64>");
    assertThat(rows(TABLE)).containsExactly("{'a': 1.000000000, 't': x, 'n': []}");
    assertThat(warehouse.requireTable(TABLE).definition().resource().get("etag").getAsString())
        .isNotEqualTo(etag);
    assertThat(stored.versions().all()).hasSize(2);
  }

  @Test
  void aStructGainsFieldsAlsoInsideArrays() {
    // Given
    String nested = "{'name': 'x', 'type': 'INT64'}";
    fill(
        table(
            TABLE,
            "{'name': 'a', 'type': 'STRUCT', 'mode': 'REPEATED', 'fields': [" + nested + "]}"),
        "SELECT [{'x': 1}, {'x': NULL}]");

    // When
    warehouse
        .definitions()
        .alter(
            TABLE,
            table ->
                table.retype(
                    "a",
                    json(
                        "{'type': 'STRUCT', 'fields': ["
                            + nested
                            + ", {'name': 'y', 'type': 'STRING'}]}")));

    // Then
    assertThat(rows(TABLE)).containsExactly("{'a': [{'x': 1, 'y': NULL}, {'x': NULL, 'y': NULL}]}");
  }

  @Test
  void aRenamedTableKeepsItsRowsAndLosesItsStreams() {
    // Given
    fill(table(TABLE, A), "SELECT 1");
    StoredTable before = warehouse.requireTable(TABLE);
    String stream = before.streams().create(StreamType.COMMITTED).name();
    TableName to = new TableName("p", "d", "u");

    // When
    warehouse.definitions().rename(TABLE, to);
    restart();

    // Then
    assertThat(before.isDropped()).isTrue();
    assertThat(warehouse.table(TABLE)).isEmpty();
    assertThat(rows(to)).containsExactly("{'a': 1}");
    assertThat(warehouse.requireTable(to).streams().find(stream)).isEmpty();
  }

  @Test
  void aViewHasNoStorageAndIsNoTable() {
    // Given
    JsonObject resource = json("{'view': {'query': 'SELECT 1 AS a'}}");
    resource.add("schema", table(TABLE, A).schema().toJson());
    TableDefinition view = TableDefinition.parse(TABLE, resource);
    warehouse.definitions().create(view, IfTaken.REFUSE, Optional.empty());

    // When
    restart();

    // Then
    assertThat(warehouse.requireTable(TABLE).definition().viewQuery()).contains("SELECT 1 AS a");
    assertThatThrownBy(() -> fill(table(TABLE, A), "SELECT 1"))
        .isInstanceOf(BigQueryException.class)
        .hasMessage("p:d.t is not allowed for this operation because it is currently a VIEW.");
    warehouse.deleteTable(TABLE);
    assertThat(warehouse.table(TABLE)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          INT64                      | NUMERIC          | true
          INT64                      | FLOAT64          | true
          INT64                      | STRING           | false
          NUMERIC                    | FLOAT64          | true
          NUMERIC                    | INT64            | false
          NUMERIC 10 2               | NUMERIC 12 4     | true
          NUMERIC 10 2               | NUMERIC 10 4     | false
          NUMERIC 10 2               | NUMERIC          | true
          NUMERIC                    | NUMERIC 10 2     | false
          STRING 3                   | STRING 4         | true
          STRING 3                   | STRING           | true
          STRING 4                   | STRING 3         | false
          STRING                     | STRING 3         | false
          DATE                       | DATETIME         | false
          """)
  void aTypeMayOnlyBecomeWider(String before, String after, boolean allowed) {
    // Given
    UnaryOperator<Alteration> change = table -> table.retype("a", typed(after));
    JsonObject field = typed(before);
    field.addProperty("name", "a");
    Alteration start = Alteration.of(table(TABLE, field.toString()));

    // Then
    if (allowed) {
      Column column = change.apply(start).next().schema().columns().getFirst();
      assertThat(column.type().name()).isEqualTo(after.split(" ", -1)[0]);
    } else {
      assertThatThrownBy(() -> change.apply(start))
          .hasMessageStartingWith(
              "ALTER TABLE ALTER COLUMN SET DATA TYPE requires that the existing column type");
    }
  }

  private static JsonObject typed(String type) {
    String[] words = type.split(" ", -1);
    JsonObject json = new JsonObject();
    json.addProperty("type", words[0]);
    if (words.length == 2) {
      json.addProperty("maxLength", words[1]);
    } else if (words.length == 3) {
      json.addProperty("precision", words[1]);
      json.addProperty("scale", words[2]);
    }
    return json;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          k | Cannot drop column k, it is part of the primary key
          c | Cannot drop column c, it is used for partitioning or clustering
          p | Cannot drop column p, it is used for partitioning or clustering
          x | Column not found: x
          """)
  void whatIdentifiesOrPlacesRowsStays(String column, String refusal) {
    // Given
    JsonObject resource =
        table(
                TABLE,
                "{'name': 'k', 'type': 'INT64'}",
                "{'name': 'c', 'type': 'INT64'}",
                "{'name': 'p', 'type': 'DATE'}")
            .resource();
    resource.add("clustering", json("{'fields': ['c']}"));
    resource.add("timePartitioning", json("{'type': 'DAY', 'field': 'p'}"));
    resource.add("tableConstraints", json("{'primaryKey': {'columns': ['k']}}"));
    Alteration start = Alteration.of(TableDefinition.parse(TABLE, resource));

    // Then
    assertThatThrownBy(() -> start.drop(column)).hasMessage(refusal);
  }
}
