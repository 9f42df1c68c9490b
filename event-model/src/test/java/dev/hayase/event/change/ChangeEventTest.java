package dev.hayase.event.change;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hayase.event.wire.MalformedRecordException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeEventTest {
  private static final Origin ORIGIN =
      new Origin(
          "postgresql",
          "school",
          "app",
          "public",
          "learners",
          1_795_000_000_123_456L,
          false,
          987L,
          77L);

  @Test
  void theEnvelopeIsDebeziums() {
    // Given
    ChangeEvent event =
        new ChangeEvent(
            Operation.UPDATE,
            RowImage.of("{\"id\":1,\"name\":\"花\"}"),
            RowImage.of("{\"id\":1,\"name\":\"🎓 {\\\"x\\\"}\"}"),
            ORIGIN);

    // When
    byte[] json = event.toJson(1_795_000_001_000_001L);

    // Then
    assertThat(new String(json, UTF_8))
        .isEqualTo(
            """
            {"before":{"id":1,"name":"花"},"after":{"id":1,"name":"🎓 {\\"x\\"}"},\
            "source":{"connector":"postgresql","name":"school","ts_ms":1795000000123,\
            "ts_us":1795000000123456,"snapshot":"false","db":"app","schema":"public",\
            "table":"learners","txId":77,"lsn":987},"op":"u","ts_ms":1795000001000,\
            "ts_us":1795000001000001}\
            """);
    assertThat(ChangeEvent.fromJson(json)).isEqualTo(event);
  }

  @Test
  void aSnapshotRowAndADeleteReadBack() {
    Origin snapshot =
        new Origin("postgresql", "school", "app", "public", "t", 1_000_000L, true, null, null);
    ChangeEvent read =
        new ChangeEvent(Operation.READ, null, RowImage.of("{\"a\":[{\"b\":null}]}"), snapshot);
    ChangeEvent deleted =
        new ChangeEvent(Operation.DELETE, RowImage.of("{\"id\":1}"), null, ORIGIN);

    assertThat(ChangeEvent.fromJson(read.toJson(1))).isEqualTo(read);
    assertThat(ChangeEvent.fromJson(deleted.toJson(1))).isEqualTo(deleted);
    assertThat(deleted.row()).isEqualTo(RowImage.of("{\"id\":1}"));
  }

  @Test
  void anExistingInstallationsEnvelopeWithInlineSchemaReadsAsItIs() {
    // Given
    String json =
        """
        {"schema": {"type": "struct", "fields": [{"field": "before"}, {"op": "x"}]},
         "payload": {"before": null, "after": {"id": 5}, "transaction": null,
          "source": {"version": "3.0", "connector": "mysql", "name": "shop", "ts_ms": 1700000000000,
                     "snapshot": "first_in_data_collection", "db": "shop", "table": "orders", "gtid": null},
          "op": "r", "ts_ms": 1}}
        """;

    // When
    ChangeEvent event = ChangeEvent.fromJson(json.getBytes(UTF_8));

    // Then
    assertThat(event)
        .isEqualTo(
            new ChangeEvent(
                Operation.READ,
                null,
                RowImage.of("{\"id\": 5}"),
                new Origin(
                    "mysql",
                    "shop",
                    "shop",
                    "",
                    "orders",
                    1_700_000_000_000_000L,
                    true,
                    null,
                    null)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"before":null,"after":{},"source":{},"op":"z"}     | unknown op 'z'
          {"before":null,"after":{},"source":{}}              | has no op
          {"before":null,"after":{},"op":"c"}                 | has no source
          {"before":null,"after":null,"source":{},"op":"c"}   | has no row after it
          {"before":{},"after":{},"source":{},"op":"d"}       | has a row after it
          {"before":null,"after":[1],"source":{},"op":"c"}    | neither an object nor null
          {"before":null,"after":{},"source":3,"op":"c"}      | source is no object
          "text"                                              | is a JSON object
          {"before":nul                                       | is not JSON
          """)
  void whatIsNoChangeIsRefusedSayingWhy(String json, String why) {
    assertThatThrownBy(() -> ChangeEvent.fromJson(json.getBytes(UTF_8)))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining(why);
  }

  @Test
  void aRowsValuesStayOutOfItsText() {
    assertThat(RowImage.of("{\"secret\":1}")).hasToString("RowImage[12 bytes]");
  }
}
