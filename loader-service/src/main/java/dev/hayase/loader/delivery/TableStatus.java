package dev.hayase.loader.delivery;

import java.util.Locale;
import java.util.Optional;

/// How a table is doing, for operators.
///
/// @param reason why it is not loading
/// @param remedy what to do about it
public record TableStatus(
    String topic,
    String table,
    String mode,
    State state,
    Optional<String> reason,
    Optional<String> remedy) {

  /// States.
  public enum State {
    /// Records flow, or there are none.
    LOADING,
    /// BigQuery does not take records now; they are offered again.
    RETRYING,
    /// Nothing happens before an operator acts.
    HALTED,
    /// A barrier, a schema or a table is awaited.
    WAITING;

    /// As the actuator endpoint writes it.
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
