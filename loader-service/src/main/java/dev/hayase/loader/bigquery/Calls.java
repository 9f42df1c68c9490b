package dev.hayase.loader.bigquery;

import dev.hayase.loader.outcome.Outcome;
import java.util.concurrent.Callable;

/// Turns a call of Google's clients into an outcome.
final class Calls {
  private Calls() {}

  static <T> Outcome<T> of(Callable<T> call) {
    try {
      return Outcome.done(call.call());
    } catch (Exception e) {
      return Outcome.failed(Failures.of(e));
    }
  }
}
