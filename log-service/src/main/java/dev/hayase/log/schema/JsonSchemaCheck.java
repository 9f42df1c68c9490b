package dev.hayase.log.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.hayase.event.wire.MalformedRecordException;
import dev.hayase.log.stream.SchemaCheck;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/// What a JSON Schema says of a document. References to other files are not followed.
public final class JsonSchemaCheck implements SchemaCheck {
  private final Schema schema;

  /// @throws MalformedRecordException when it is no JSON Schema
  public JsonSchemaCheck(byte[] json) {
    try {
      schema =
          SchemaRegistry.withDefaultDialect(
                  SpecificationVersion.DRAFT_2020_12,
                  builder ->
                      builder.schemaRegistryConfig(
                          SchemaRegistryConfig.builder()
                              .failFast(true)
                              .formatAssertionsEnabled(true)
                              .preloadSchema(true)
                              .build()))
              .getSchema(new String(json, UTF_8), InputFormat.JSON);
      var _ = schema.validate("{}", InputFormat.JSON);
    } catch (SchemaException | JacksonException e) {
      throw new MalformedRecordException("It is no JSON Schema: " + e.getMessage(), e);
    }
  }

  @Override
  public Optional<String> misfit(byte[] document) {
    List<Error> errors = schema.validate(new String(document, UTF_8), InputFormat.JSON);
    return errors.stream().findFirst().map(JsonSchemaCheck::words);
  }

  /// Without the library's own words, which may hold values.
  private static String words(Error error) {
    String place = error.getInstanceLocation().toString();
    String property = error.getProperty();
    return "%s does not fit the schema's %s%s"
        .formatted(
            place.isEmpty() ? "It" : place,
            error.getKeyword(),
            property == null ? "" : " (" + property + ")");
  }
}
