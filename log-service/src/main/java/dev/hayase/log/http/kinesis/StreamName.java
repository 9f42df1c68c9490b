package dev.hayase.log.http.kinesis;

import java.util.Locale;

/// Which stream of ours one of Kinesis's is: the one of its name in small letters, with `_` for `-`
/// and `.`, which names of ours do not have. So `Web-Clicks` is `web_clicks`.
final class StreamName {
  private StreamName() {}

  static String ours(String kinesis) {
    return kinesis.toLowerCase(Locale.ROOT).replace('-', '_').replace('.', '_');
  }
}
