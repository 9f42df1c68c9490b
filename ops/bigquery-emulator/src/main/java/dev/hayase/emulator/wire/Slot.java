package dev.hayase.emulator.wire;

import dev.hayase.emulator.faults.Call;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A place in an [AnswerLine]: empty until there is an answer or an end for it.
final class Slot<R> {
  private final Call about;
  private final Duration latency;
  private final @Nullable Runnable inVain;
  private @Nullable R message;
  private @Nullable Runnable end;
  private long due;

  /// @param inVain what happens when the answer is there, in its place
  Slot(Call about, Duration latency, @Nullable Runnable inVain) {
    this.about = about;
    this.latency = latency;
    this.inVain = inVain;
  }

  Call about() {
    return about;
  }

  boolean isEmpty() {
    return message == null && end == null;
  }

  /// @return whether the answer is lost, and the call with it
  boolean answer(R answer) {
    if (inVain != null) {
      end(inVain);
      return true;
    }
    message = answer;
    due = due();
    return false;
  }

  void end(Runnable how) {
    end = how;
    due = due();
  }

  private long due() {
    return latency.isZero() ? 0 : System.nanoTime() + latency.toNanos();
  }

  @Nullable R message() {
    return message;
  }

  @Nullable Runnable end() {
    return end;
  }

  /// How long it must still wait.
  Duration early() {
    return due == 0 ? Duration.ZERO : Duration.ofNanos(Math.max(0, due - System.nanoTime()));
  }
}
