package dev.hayase.log.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.pipeline.access.BearerKey;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Base64;
import java.util.Optional;

/// Keys in the header `Authorization`.
public final class Credentials {
  private Credentials() {}

  /// `Bearer KEY`.
  public static Optional<String> bearer(HttpServletRequest request) {
    return BearerKey.of(request.getHeader(BearerKey.HEADER));
  }

  /// The user of `Basic`, whose password does not matter.
  public static Optional<String> user(HttpServletRequest request) {
    return BearerKey.after("Basic ", request.getHeader(BearerKey.HEADER))
        .flatMap(Credentials::user);
  }

  private static Optional<String> user(String base64) {
    try {
      String text = new String(Base64.getDecoder().decode(base64), UTF_8);
      int end = text.indexOf(':');
      return Optional.of(end < 0 ? text : text.substring(0, end)).filter(user -> !user.isEmpty());
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
