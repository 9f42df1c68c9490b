package dev.hayase.cdc.value.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.wire.Json;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/// What the capture makes of PostgreSQL's values stands in a file, from which the loader's tests
/// make the page of all types: neither service knows the other.
class PostgresValuesTest {
  private static final Path FILE =
      Path.of(
          System.getProperty("hayase.home", ".."),
          "test-support/src/main/resources/dev/hayase/testing/postgres-values.jsonl");

  @Test
  void theCommittedFileIsWhatTheCaptureWrites() throws IOException {
    // Given
    StringBuilder lines = new StringBuilder();
    for (PostgresSamples.Sample sample : PostgresSamples.all()) {
      for (String text : sample.texts()) {
        lines.append(line(sample.column(), text)).append('\n');
      }
    }

    // When
    if (Boolean.getBoolean("hayase.regenerate")) {
      Files.writeString(FILE, lines);
    }

    // Then
    assertThat(Files.readString(FILE))
        .as(FILE + " is behind the capture; run this test with -Dhayase.regenerate=true")
        .isEqualTo(lines.toString());
  }

  /// The schema of the column, the text, and what stands in the record.
  private static String line(PostgresColumn column, String text) {
    PostgresWriter writer = new PostgresWriter(column, 2);
    TableSchema schema =
        new TableSchema(
            List.of(writer.target()),
            List.of(),
            new TreeMap<>(Map.of(writer.name(), writer.sourceType())));
    StringWriter line = new StringWriter();
    try (JsonGenerator json = Json.FACTORY.createGenerator(ObjectWriteContext.empty(), line)) {
      json.writeStartObject();
      json.writeStringProperty("schema", new String(schema.toJson(), UTF_8));
      json.writeStringProperty("text", text);
      json.writeName("value");
      writer.write(json, text);
      json.writeEndObject();
    }
    return line.toString();
  }
}
