/// Loading again: what the times and rates that people write mean, which offsets that is, what it
/// would take.
@NullMarked
package dev.hayase.cli.replay;

import org.jspecify.annotations.NullMarked;
