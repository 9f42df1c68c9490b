package dev.hayase.emulator.googlesql.functions;

import com.google.zetasql.Type;

/// An argument of a call, already in DuckDB's words.
///
/// @param simple whether it may be written more than once: a column, a literal, a parameter
public record Argument(String sql, Type type, boolean simple) {}
