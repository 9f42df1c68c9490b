/// Numbers of aggregations, for those who watch them.
@NullMarked
package dev.hayase.aggregation.micrometer;

import org.jspecify.annotations.NullMarked;
