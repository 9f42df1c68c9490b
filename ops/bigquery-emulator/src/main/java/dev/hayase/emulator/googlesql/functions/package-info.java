/// GoogleSQL's functions as tables by theme: name, types of the arguments, and what computes it, a
/// piece of DuckDB's SQL or a Java function that DuckDB calls. What is in no table is not
/// translated, also where DuckDB has a function of that name. Start with [Functions].
@NullMarked
package dev.hayase.emulator.googlesql.functions;

import org.jspecify.annotations.NullMarked;
