/// What an operator turns at a table while the pipeline runs: knobs that stand above what the
/// pipeline file says, in the topic `hayase.settings`.
///
/// Start with [Knob], which lists them, and [TableKnobs], which is what one table's record holds.
@NullMarked
package dev.hayase.pipeline.knob;

import org.jspecify.annotations.NullMarked;
