package dev.hayase.aggregation.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.engine.value.Layout;
import dev.hayase.engine.value.Row;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.pipeline.TopicSettings.Documents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventRecordsTest {
  private static final Map<String, String> HEADERS =
      Map.of(
          "ce_id", "e1",
          "ce_source", "web",
          "ce_type", "click",
          "ce_time", "2024-05-01T10:00:00.123456789+09:00",
          "hayase-received", "1714525200000000");

  private static Layout layout(Object... namesAndTypes) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < namesAndTypes.length; i += 2) {
      columns.add(Column.nullable((String) namesAndTypes[i], (ColumnType) namesAndTypes[i + 1]));
    }
    return new Layout(columns);
  }

  private static Decoded decode(
      Layout layout, boolean whole, String value, Map<String, String> headers) {
    Optional<TableSchema> declared =
        whole
            ? Optional.empty()
            : Optional.of(
                TableSchema.of(
                    layout.columns().stream()
                        .filter(column -> !column.name().startsWith("_"))
                        .toList(),
                    List.of()));
    Topic topic = Topic.ofDocuments(Documents.DEFAULT, declared, layout);
    for (int i = 0; i < 17; i++) {
      topic.read(null, null, Map.of());
    }
    return topic.read(null, value, headers);
  }

  private static Row row(Decoded decoded) {
    assertThat(decoded).isInstanceOf(Decoded.Event.class);
    return ((Decoded.Event) decoded).row();
  }

  @Test
  void whatIsKnownOfAnEventStandsBesideItsFields() {
    Layout layout =
        layout(
            "path", ColumnType.STRING,
            "_event_id", ColumnType.STRING,
            "_event_source", ColumnType.STRING,
            "_event_type", ColumnType.STRING,
            "_event_ts", ColumnType.TIMESTAMP,
            "_received_ts", ColumnType.TIMESTAMP,
            "_kafka_ts", ColumnType.TIMESTAMP,
            "_kafka_partition", ColumnType.INT64,
            "_kafka_offset", ColumnType.INT64,
            "_sent_ts", ColumnType.TIMESTAMP);
    assertThat(row(decode(layout, false, "{\"path\":\"/\"}", HEADERS)))
        .isEqualTo(
            new Row(
                "/",
                "e1",
                "web",
                "click",
                Instant.parse("2024-05-01T01:00:00.123456Z"),
                Instant.parse("2024-05-01T01:00:00Z"),
                Instant.ofEpochSecond(1),
                2L,
                17L,
                null));
  }

  @Test
  void aDocumentWithoutSchemaIsOneColumn() {
    Layout layout = layout("_event_id", ColumnType.STRING, "data", ColumnType.JSON);
    assertThat(row(decode(layout, true, "{\"data\": {\"a\": 1.50}}", HEADERS)))
        .isEqualTo(new Row("e1", "{\"data\": {\"a\": 1.50}}"));
  }

  @Test
  void aFieldOfTheNameOfThatColumnIsAFieldWhereThereIsASchema() {
    assertThat(row(decode(layout("data", ColumnType.JSON), false, "{\"data\":{\"a\":1}}", HEADERS)))
        .isEqualTo(new Row("{\"a\":1}"));
  }

  @Test
  void anEventIsNamedByItsSourceAndIdOrByItsPlace() {
    Layout layout = layout("path", ColumnType.STRING);
    Decoded.Event named = (Decoded.Event) decode(layout, false, "{}", HEADERS);
    Decoded.Event again = (Decoded.Event) decode(layout, false, "{\"path\":\"x\"}", HEADERS);
    Decoded.Event nameless = (Decoded.Event) decode(layout, false, "{}", Map.of());
    assertThat(named.id()).isEqualTo(again.id()).isNotEqualTo(nameless.id());
  }

  @Test
  void whatIsNoDocumentIsUnreadableAndQuotesNothing() {
    Layout layout = layout("n", ColumnType.INT64);
    for (String wrong : List.of("secret", "[1]", "{\"n\":\"secret\"}", "{")) {
      assertThat(decode(layout, false, wrong, HEADERS))
          .isInstanceOfSatisfying(
              Decoded.Unreadable.class,
              why -> assertThat(why.reason()).isNotEmpty().doesNotContain("secret"));
    }
    assertThat(
            decode(
                layout("n", ColumnType.INT64, "_event_ts", ColumnType.TIMESTAMP),
                false,
                "{}",
                Map.of("ce_time", "yesterday")))
        .isInstanceOf(Decoded.Unreadable.class);
  }
}
