package dev.hayase.loader.bigquery;

import dev.hayase.loader.outcome.Failure;
import java.util.function.Function;

/// A way to make a server fail, and what it answers then.
///
/// @param code of the failure that the answer stands for
/// @param answer what the server says: its status, and words of its message
/// @param provoke makes it fail
record Provocation(String code, String answer, Function<Provoking, Failure> provoke) {
  @Override
  public String toString() {
    return code + ": " + answer;
  }
}
