package dev.hayase.log.http.measurement;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The parameters of a query. The container would look for more of them in the body, since some
/// senders say that it is a form.
record Query(Map<String, String> parameters) {
  static Query of(@Nullable String text) {
    Map<String, String> parameters = new HashMap<>();
    for (String parameter : text == null ? new String[0] : text.split("&", -1)) {
      int equals = parameter.indexOf('=');
      if (equals > 0) {
        parameters.putIfAbsent(
            parameter.substring(0, equals), decoded(parameter.substring(equals + 1)));
      }
    }
    return new Query(parameters);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException _) {
      return text;
    }
  }

  Optional<String> find(String name) {
    return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
  }
}
