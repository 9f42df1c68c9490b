package dev.hayase.engine.expression;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One form of a function. Its body gets values that are there, of the classes that stand for the
/// kinds; NULL of any argument is NULL.
record Signature(String name, Kind result, List<Kind> parameters, Body body) {
  /// What is computed.
  @FunctionalInterface
  interface Body {
    @Nullable Object apply(Object[] values);
  }

  /// What three values yield.
  @FunctionalInterface
  interface Three<A, B, C> {
    @Nullable Object apply(A a, B b, C c);
  }

  // The caller names the class that stands for the kind: a test calls every function there is.
  @SuppressWarnings("unchecked")
  static <A> Signature of(
      String name, Kind result, Kind parameter, Function<A, @Nullable Object> body) {
    return new Signature(name, result, List.of(parameter), v -> body.apply((A) v[0]));
  }

  @SuppressWarnings("unchecked")
  static <A, B> Signature of(
      String name, Kind result, Kind first, Kind second, BiFunction<A, B, @Nullable Object> body) {
    return new Signature(name, result, List.of(first, second), v -> body.apply((A) v[0], (B) v[1]));
  }

  @SuppressWarnings("unchecked")
  static <A, B, C> Signature of(
      String name, Kind result, Kind first, Kind second, Kind third, Three<A, B, C> body) {
    return new Signature(
        name, result, List.of(first, second, third), v -> body.apply((A) v[0], (B) v[1], (C) v[2]));
  }

  /// As users read it: `date(TIMESTAMP, STRING)`.
  @Override
  public String toString() {
    return name
        + parameters.stream().map(Kind::toString).collect(Collectors.joining(", ", "(", ")"));
  }
}
