/// GoogleSQL's semantics where DuckDB has other ones or none: plain Java functions from values to
/// values, called from DuckDB's expressions. They know neither ZetaSQL nor DuckDB. Facts are from
/// Google's reference of GoogleSQL and from ZetaSQL's reference implementation
/// (github.com/google/zetasql).
@NullMarked
package dev.hayase.emulator.googlesql.value;

import org.jspecify.annotations.NullMarked;
