/// What operators ask: whether aggregations run, why not, and how far they are.
@NullMarked
package dev.hayase.aggregation.actuate;

import org.jspecify.annotations.NullMarked;
