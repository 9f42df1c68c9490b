package dev.hayase.engine.group;

import dev.hayase.engine.expression.EvaluationException;
import dev.hayase.engine.value.Digest;
import dev.hayase.engine.value.Row;
import java.nio.charset.StandardCharsets;

/// What was told of a result, as a digest of 128 bits: enough to see that it has changed.
///
/// @param refused whether it was that there is a result that cannot be said
record Told(boolean refused, long high, long low) {
  static final Told NOTHING = new Told(false, 0, 0);

  /// Tells an outcome unless it was told before.
  ///
  /// @return what is told now
  Told tell(Row key, Outcome outcome, Emission emission) {
    return switch (outcome) {
      case Outcome.Absent() -> {
        withdraw(key, emission);
        yield NOTHING;
      }
      case Outcome.Present(Row row, byte[] encoded, _) -> {
        Told now = of(false, encoded);
        if (!now.equals(this)) {
          emission.put(key, row);
        }
        yield now;
      }
      case Outcome.Refused(EvaluationException why) -> {
        Told now = of(true, String.valueOf(why.getMessage()).getBytes(StandardCharsets.UTF_8));
        if (!now.equals(this)) {
          withdraw(key, emission);
          emission.refused(key, why);
        }
        yield now;
      }
    };
  }

  private void withdraw(Row key, Emission emission) {
    if (!refused && !equals(NOTHING)) {
      emission.delete(key);
    }
  }

  private static Told of(boolean refused, byte[] bytes) {
    return new Told(refused, Digest.of(bytes, 1), Digest.of(bytes, 2));
  }
}
