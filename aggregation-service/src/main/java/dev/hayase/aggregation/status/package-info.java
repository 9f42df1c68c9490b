/// How aggregations are, for those who ask.
@NullMarked
package dev.hayase.aggregation.status;

import org.jspecify.annotations.NullMarked;
