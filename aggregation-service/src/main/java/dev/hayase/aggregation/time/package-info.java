/// How the time of the sources passes through an aggregation, stage by stage.
@NullMarked
package dev.hayase.aggregation.time;

import org.jspecify.annotations.NullMarked;
