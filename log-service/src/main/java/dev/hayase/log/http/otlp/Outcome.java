package dev.hayase.log.http.otlp;

import dev.hayase.log.event.Receipt;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What became of a request's records, as far as they were sent on.
final class Outcome {
  private static final int MOST_REASONS = 5;

  private long stored;
  private long rejected;
  private boolean retry;
  private boolean quarantined;
  private final Map<String, Long> reasons = new LinkedHashMap<>();

  void add(List<Receipt> receipts) {
    for (Receipt receipt : receipts) {
      switch (receipt) {
        case Receipt.Stored _ -> stored++;
        case Receipt.Kept kept -> {
          quarantined = true;
          reject(kept.code().word() + ": " + kept.reason());
        }
        case Receipt.Refused refused -> reject(refused.reason());
        case Receipt.Retry _ -> retry = true;
      }
    }
  }

  private void reject(String reason) {
    rejected++;
    if (reasons.size() < MOST_REASONS || reasons.containsKey(reason)) {
      reasons.merge(reason, 1L, Long::sum);
    }
  }

  /// Whether something must be sent again. The protocol can only say: all of it.
  boolean isRetry() {
    return retry;
  }

  /// Whether there is nothing of which the client need not care any longer.
  boolean isRefused() {
    return rejected > 0 && stored == 0 && !quarantined;
  }

  long rejected() {
    return rejected;
  }

  /// Why records were rejected; empty when none were.
  String message() {
    if (rejected == 0) {
      return "";
    }
    String why =
        reasons.entrySet().stream()
            .map(reason -> reason.getValue() + " x " + reason.getKey())
            .collect(Collectors.joining("; "));
    return (quarantined ? "Kept in the quarantine, not to be sent again: " : "") + why;
  }
}
