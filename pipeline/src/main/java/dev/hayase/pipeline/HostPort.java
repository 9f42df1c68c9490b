package dev.hayase.pipeline;

import dev.hayase.pipeline.yaml.Refusal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The form `host:port`, with `[...]` around an IPv6 address.
final class HostPort {
  private static final Pattern FORM =
      Pattern.compile("(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.%]+]):([0-9]{1,5})");

  private HostPort() {}

  static String refuseUnlessOne(String text) {
    if (!matches(text)) {
      throw new Refusal("is not an address", "Write host:port, as localhost:9060");
    }
    return text;
  }

  static String refuseUnlessList(String text) {
    for (String address : text.split(",", -1)) {
      if (!matches(address.strip())) {
        throw new Refusal(
            "is not a list of addresses",
            "Write host:port, separated by commas, as kafka-1:9092,kafka-2:9092");
      }
    }
    return text;
  }

  private static boolean matches(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return false;
    }
    int port = Integer.parseInt(matcher.group(1));
    return port >= 1 && port <= 65_535;
  }
}
