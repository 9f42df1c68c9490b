package dev.hayase.records.table;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// Marks a table as one topic's, so that no second topic is ever merged into it.
public final class Owner {
  /// The label of the table that holds the mark.
  public static final String LABEL = "hayase-topic";

  private static final int BYTES = 16;

  private Owner() {}

  /// The mark of a topic. A hash, since labels hold only 63 characters of few kinds.
  public static String of(String topic) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(topic.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(Arrays.copyOf(hash, BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
