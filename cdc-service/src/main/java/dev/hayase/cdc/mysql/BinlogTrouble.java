package dev.hayase.cdc.mysql;

import dev.hayase.cdc.failure.Failure;
import dev.hayase.pipeline.MysqlSource;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a server says to one who reads its binary log. The engine passes it on in words.
public final class BinlogTrouble {
  private static final Pattern CODE =
      Pattern.compile("Error code: (\\d+); SQLSTATE: ([0-9A-Z]{5})");

  private BinlogTrouble() {}

  /// Empty when these are no such words.
  public static Optional<Failure> failure(Throwable trouble, MysqlSource source) {
    String message = String.valueOf(trouble.getMessage());
    Matcher code = CODE.matcher(message);
    return code.find()
        ? MysqlTrouble.failure(Integer.parseInt(code.group(1)), code.group(2), message, source)
        : Optional.empty();
  }
}
