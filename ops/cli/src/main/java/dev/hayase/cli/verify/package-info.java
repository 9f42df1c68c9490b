/// Compares a table of the source with its table in BigQuery, row by row and value by value, while
/// the pipeline runs. The sentence is [dev.hayase.cli.verify.Verification]; what it concludes is a
/// [dev.hayase.cli.verify.Verdict].
@NullMarked
package dev.hayase.cli.verify;

import org.jspecify.annotations.NullMarked;
