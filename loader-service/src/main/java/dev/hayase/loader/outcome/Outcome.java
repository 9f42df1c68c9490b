package dev.hayase.loader.outcome;

import java.util.function.Function;

/// What came of asking BigQuery: an answer, or a [Failure].
public sealed interface Outcome<T> {

  /// The answer.
  record Done<T>(T value) implements Outcome<T> {}

  /// No answer.
  record Failed<T>(Failure failure) implements Outcome<T> {}

  static <T> Outcome<T> done(T value) {
    return new Done<>(value);
  }

  static <T> Outcome<T> failed(Failure failure) {
    return new Failed<>(failure);
  }

  /// Goes on with the answer, if there is one.
  default <R> Outcome<R> then(Function<T, Outcome<R>> next) {
    return switch (this) {
      case Done<T> done -> next.apply(done.value());
      case Failed<T> failed -> new Failed<>(failed.failure());
    };
  }
}
