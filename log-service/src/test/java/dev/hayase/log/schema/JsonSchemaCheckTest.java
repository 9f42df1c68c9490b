package dev.hayase.log.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hayase.event.wire.MalformedRecordException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonSchemaCheckTest {
  private static final JsonSchemaCheck CHECK =
      check(
          """
          {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
           "required": ["name"], "additionalProperties": false,
           "properties": {"name": {"type": "string", "maxLength": 4}, "at": {"format": "date-time"},
             "user": {"$ref": "#/$defs/user"}},
           "$defs": {"user": {"type": "object", "properties": {"age": {"type": "integer", "maximum": 150}}}}}
          """);

  private static JsonSchemaCheck check(String schema) {
    return new JsonSchemaCheck(schema.getBytes(UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"name": "ann"}                          |
          {"name": "ann", "user": {"age": 7}}      |
          {}                                       | It does not fit the schema's required (name)
          {"name": "secret"}                       | /name does not fit the schema's maxLength
          {"name": "ann", "at": "yesterday"}       | /at does not fit the schema's format
          {"name": "ann", "secret": 1}             | It does not fit the schema's additionalProperties (secret)
          {"name": "ann", "user": {"age": 1e3}}    | /user/age does not fit the schema's maximum
          {"name": "ann", "user": {"age": "7"}}    | /user/age does not fit the schema's type
          """)
  void aDocumentFitsOrTheReasonNamesPlaceAndRuleAndNoValue(String document, String misfit) {
    assertThat(CHECK.misfit(document.getBytes(UTF_8)).orElse(null)).isEqualTo(misfit);
  }

  @Test
  void whatIsNoSchemaIsRefusedWhenItIsRead() {
    assertThatThrownBy(() -> check("{\"$ref\": \"https://other.example/schema\"}"))
        .isInstanceOf(MalformedRecordException.class);
    assertThatThrownBy(() -> check("{\"type\": ")).isInstanceOf(MalformedRecordException.class);
  }
}
