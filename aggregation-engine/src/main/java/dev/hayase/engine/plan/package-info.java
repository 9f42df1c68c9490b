/// An aggregation as it is computed: the declaration, checked against the schemas of its sources
/// and compiled.
@NullMarked
package dev.hayase.engine.plan;

import org.jspecify.annotations.NullMarked;
