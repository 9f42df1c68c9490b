package dev.hayase.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.bigquery.BigQueryException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// What REST refuses a call with, as Google's client tells it.
final class Refusals {
  private Refusals() {}

  /// @param parts of the message: those that stay the same from one release of BigQuery to the next
  static void assertRefused(ThrowingCallable call, int code, String reason, String... parts) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            BigQueryException.class,
            refusal -> {
              assertThat(refusal).hasMessageContainingAll(parts);
              assertThat(refusal.getReason()).isEqualTo(reason);
              assertThat(refusal.getCode()).isEqualTo(code);
            });
  }
}
