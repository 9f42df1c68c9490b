package dev.hayase.emulator.catalog;

/// Whether a column may be NULL or holds many values.
public enum Mode {
  NULLABLE,
  REQUIRED,
  REPEATED
}
