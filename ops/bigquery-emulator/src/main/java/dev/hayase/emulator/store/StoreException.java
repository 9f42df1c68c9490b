package dev.hayase.emulator.store;

import java.sql.SQLException;
import java.util.Objects;

/// DuckDB refused or failed.
public final class StoreException extends RuntimeException {
  public StoreException(String message, SQLException cause) {
    super(message, cause);
  }

  public String text() {
    return Objects.requireNonNullElse(getMessage(), "");
  }
}
