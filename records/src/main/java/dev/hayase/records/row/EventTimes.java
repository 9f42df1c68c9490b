package dev.hayase.records.row;

import dev.hayase.event.wire.EventHeaders;
import org.jspecify.annotations.Nullable;

/// The times that the log-service tells of an event in headers of its own: when it was sent, when
/// it was received, and how far the client's clock was put right. In microseconds; of a record that
/// was not written by the log-service, nothing.
final class EventTimes {
  private @Nullable Long sent;
  private @Nullable Long received;
  private @Nullable Long correction;

  void clear() {
    sent = null;
    received = null;
    correction = null;
  }

  /// Reads a header, if it is one of these.
  void read(String name, byte[] value) {
    switch (name) {
      case EventHeaders.SENT -> sent = moment(name, value);
      case EventHeaders.RECEIVED -> received = moment(name, value);
      case EventHeaders.CORRECTION -> correction = number(name, value);
      default -> {}
    }
  }

  private static long moment(String name, byte[] value) {
    try {
      return IntegerTimes.MICROSECONDS.micros(IntegerText.digits(value, 0, value.length));
    } catch (Unfit unfit) {
      throw unfit.in(name);
    }
  }

  private static long number(String name, byte[] value) {
    try {
      return IntegerText.digits(value, 0, value.length);
    } catch (Unfit unfit) {
      throw unfit.in(name);
    }
  }

  @Nullable Long sent() {
    return sent;
  }

  @Nullable Long received() {
    return received;
  }

  @Nullable Long correction() {
    return correction;
  }
}
