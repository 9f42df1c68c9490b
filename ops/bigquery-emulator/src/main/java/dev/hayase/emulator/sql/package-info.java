/// GoogleSQL becomes DuckDB's SQL: a lexer and a parser that knows each construct it lets through
/// and refuses every other one with its position. Pure. Start with
/// [GoogleSql][dev.hayase.emulator.sql.GoogleSql].
@NullMarked
package dev.hayase.emulator.sql;

import org.jspecify.annotations.NullMarked;
