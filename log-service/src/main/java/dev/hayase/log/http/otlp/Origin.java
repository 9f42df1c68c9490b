package dev.hayase.log.http.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.event.wire.Json;
import dev.hayase.log.http.otlp.Message.Fields;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;

/// Where records come from, which all of a group share: the resource and the scope.
///
/// @param stream which the resource asks for
/// @param resource its attributes in JSON, if it has any
/// @param attributes of the scope, likewise
/// @param schemaUrl the scope's, or else the resource's
/// @param length bytes that each record of the group takes beside its own
record Origin(
    Optional<String> stream,
    Optional<SerializableString> resource,
    String scope,
    String version,
    Optional<SerializableString> attributes,
    String schemaUrl,
    int length) {
  private static final String STREAM = "hayase.stream";

  /// The fields of `Resource`.
  private static final int RESOURCE_ATTRIBUTES = 1;

  /// The fields of `InstrumentationScope`.
  private static final int NAME = 1;

  private static final int VERSION = 2;
  private static final int SCOPE_ATTRIBUTES = 3;

  /// What a resource says.
  static Origin of(Message resource, String schemaUrl) throws IOException {
    Attributes attributes = Attributes.in(resource, RESOURCE_ATTRIBUTES);
    return new Origin(
        attributes.text(STREAM),
        json(attributes),
        "",
        "",
        Optional.empty(),
        schemaUrl,
        resource.length());
  }

  /// With what a scope of the resource says.
  Origin with(Message scope, String url) throws IOException {
    String name = "";
    String itsVersion = "";
    Fields fields = scope.fields();
    while (fields.next()) {
      switch (fields.number()) {
        case NAME -> name = fields.text();
        case VERSION -> itsVersion = fields.text();
        default -> {}
      }
    }
    return new Origin(
        stream,
        resource,
        name,
        itsVersion,
        json(Attributes.in(scope, SCOPE_ATTRIBUTES)),
        url.isEmpty() ? schemaUrl : url,
        length + scope.length());
  }

  private static Optional<SerializableString> json(Attributes attributes) throws IOException {
    if (attributes.isEmpty()) {
      return Optional.empty();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = Json.FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
      attributes.write(out);
    }
    return Optional.of(new SerializedString(bytes.toString(UTF_8)));
  }
}
