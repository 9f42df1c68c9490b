package dev.hayase.log.http.kinesis;

import java.io.ByteArrayOutputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.cbor.CBORFactory;

/// The two ways to write a request; its answer is written like it.
@SuppressWarnings("ImmutableEnumChecker") // A factory is not changed once it is built.
enum Encoding {
  /// What most clients speak; bytes are base64.
  JSON(
      "application/x-amz-json-1.1",
      JsonFactory.builder()
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(Bounds.OF_REQUESTS)
          .build()),
  /// What AWS's SDKs for Java speak unless they are told otherwise.
  CBOR(
      "application/x-amz-cbor-1.1",
      CBORFactory.builder().streamReadConstraints(Bounds.OF_REQUESTS).build());

  private final String contentType;
  private final TokenStreamFactory factory;

  Encoding(String contentType, TokenStreamFactory factory) {
    this.contentType = contentType;
    this.factory = factory;
  }

  /// An enum's constants cannot see its own static fields.
  private static final class Bounds {
    /// Requests have four levels; a long string is as long as the body, which is bounded.
    static final StreamReadConstraints OF_REQUESTS =
        StreamReadConstraints.builder()
            .maxNestingDepth(20)
            .maxNameLength(1_000)
            .maxNumberLength(100)
            .build();
  }

  /// The encoding of that content type.
  static Optional<Encoding> of(@Nullable String contentType) {
    if (contentType == null) {
      return Optional.empty();
    }
    String type = contentType.strip().toLowerCase(Locale.ROOT);
    for (Encoding encoding : values()) {
      if (type.startsWith(encoding.contentType)) {
        return Optional.of(encoding);
      }
    }
    return Optional.empty();
  }

  String contentType() {
    return contentType;
  }

  JsonParser parser(byte[] bytes, int length) {
    return factory.createParser(ObjectReadContext.empty(), bytes, 0, length);
  }

  byte[] write(Consumer<JsonGenerator> answer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = factory.createGenerator(ObjectWriteContext.empty(), bytes)) {
      answer.accept(out);
    }
    return bytes.toByteArray();
  }
}
