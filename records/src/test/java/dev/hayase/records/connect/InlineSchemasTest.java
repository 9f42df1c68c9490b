package dev.hayase.records.connect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.records.connect.ConnectCodec.Payload;
import java.util.List;
import org.junit.jupiter.api.Test;

class InlineSchemasTest {
  private final InlineJson json = new InlineJson();

  @Test
  void thePayloadIsWhatStandsBehindTheSchema() {
    assertThat(payload("{\"schema\":{\"type\":\"string\",\"doc\":\"}{\\\"\"},\"payload\":\"x\"}"))
        .isEqualTo("\"x\"");
    assertThat(payload("{ \"schema\" : {\"type\":\"string\"} , \"payload\" : {\"a\":1} } "))
        .isEqualTo(" {\"a\":1} ");
    assertThat(payload("{\"schema\":null,\"payload\":{\"id\":1}}")).isEqualTo("{\"id\":1}");
  }

  @Test
  void aDocumentOfAnotherFormIsItsOwnPayload() {
    for (String document : new String[] {"{\"payload\":1}", "{\"schema\":5}", "7", "", "{"}) {
      assertThat(payload(document)).isEqualTo(document);
      assertThat(json.schemaOf(document.getBytes(UTF_8), List.of())).isEmpty();
    }
  }

  @Test
  void theSameBlockIsTheSameSchemaAndAnotherIsAnother() {
    byte[] one = "{\"schema\":{\"type\":\"string\"},\"payload\":\"x\"}".getBytes(UTF_8);
    byte[] again = "{\"schema\":{\"type\":\"string\"},\"payload\":\"y\"}".getBytes(UTF_8);
    byte[] other = "{\"schema\":{\"type\":\"bytes\"},\"payload\":\"y\"}".getBytes(UTF_8);

    assertThat(json.schemaOf(one, List.of()))
        .isPresent()
        .isEqualTo(json.schemaOf(again, List.of()));
    assertThat(json.schemaOf(other, List.of()))
        .isPresent()
        .isNotEqualTo(json.schemaOf(one, List.of()));
    assertThat(json.schema(json.schemaOf(other, List.of()).orElseThrow()))
        .contains(ConnectSchema.of(ConnectSchema.Kind.BYTES, false));
  }

  private String payload(String document) {
    Payload payload = json.payload(document.getBytes(UTF_8), List.of());
    return new String(payload.document(), payload.from(), payload.to() - payload.from(), UTF_8);
  }
}
