package dev.hayase.emulator.row;

import java.util.Objects;

/// Why a writer's schema cannot write this table.
public final class SchemaProblem extends Exception {
  private final boolean extraFields;

  private SchemaProblem(String message, boolean extraFields) {
    super(message, null, false, false);
    this.extraFields = extraFields;
  }

  static SchemaProblem invalid(String message) {
    return new SchemaProblem(message, false);
  }

  static SchemaProblem extraFields(String message) {
    return new SchemaProblem(message, true);
  }

  /// Whether the writer knows fields that the table lacks.
  public boolean isExtraFields() {
    return extraFields;
  }

  public String text() {
    return Objects.requireNonNullElse(getMessage(), "");
  }
}
