package dev.hayase.log;

import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.wire.MalformedRecordException;
import dev.hayase.log.schema.ColumnsCheck;
import dev.hayase.log.schema.JsonSchemaCheck;
import dev.hayase.log.stream.SchemaCheck;
import dev.hayase.log.stream.Streams.Schemas;
import dev.hayase.pipeline.StreamSettings;
import dev.hayase.pipeline.StreamSettings.Language;
import dev.hayase.pipeline.StreamSettings.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/// The schemas of streams, from the files that the pipeline names.
final class DeclaredSchemas implements Schemas {
  @Override
  public Optional<TableSchema> columns(StreamSettings settings) {
    return settings
        .schema()
        .filter(schema -> schema.language() == Language.BIGQUERY)
        .map(schema -> TableSchema.declared(content(schema), List.of()));
  }

  @Override
  public SchemaCheck check(StreamSettings settings) {
    if (settings.schema().isEmpty()) {
      return SchemaCheck.NONE;
    }
    Schema schema = settings.schema().get();
    return switch (schema.language()) {
      case JSON_SCHEMA -> check(schema);
      case BIGQUERY ->
          new ColumnsCheck(
              TableSchema.declared(content(schema), List.of()),
              settings.time().integers().isPresent());
    };
  }

  private static SchemaCheck check(Schema schema) {
    try {
      return new JsonSchemaCheck(content(schema));
    } catch (MalformedRecordException e) {
      throw new MalformedRecordException(
          "The schema " + schema.file() + " is wrong. " + e.getMessage(), e);
    }
  }

  private static byte[] content(Schema schema) {
    try {
      return Files.readAllBytes(schema.file());
    } catch (IOException e) {
      throw new UncheckedIOException("The schema " + schema.file() + " cannot be read", e);
    }
  }
}
