/// What goes from stage to stage: weighted rows, contributions to groups, and what leaves.
@NullMarked
package dev.hayase.aggregation.flow;

import org.jspecify.annotations.NullMarked;
