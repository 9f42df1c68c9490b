package dev.hayase.log.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Base64;
import java.util.Optional;

/// Keys in the header `Authorization`.
public final class Credentials {
  private Credentials() {}

  /// `Bearer KEY`.
  public static Optional<String> bearer(HttpServletRequest request) {
    return after("Bearer ", request);
  }

  /// The user of `Basic`, whose password does not matter.
  public static Optional<String> user(HttpServletRequest request) {
    return after("Basic ", request).flatMap(Credentials::user);
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

  private static Optional<String> after(String scheme, HttpServletRequest request) {
    return Optional.ofNullable(request.getHeader("Authorization"))
        .filter(text -> text.regionMatches(true, 0, scheme, 0, scheme.length()))
        .map(text -> text.substring(scheme.length()).strip());
  }
}
