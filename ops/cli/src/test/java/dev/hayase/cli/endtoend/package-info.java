/// The whole system, every part a real process, from the source's commit to BigQuery's row. One
/// platform serves all tests: each has tables of its own.
@NullMarked
package dev.hayase.cli.endtoend;

import org.jspecify.annotations.NullMarked;
