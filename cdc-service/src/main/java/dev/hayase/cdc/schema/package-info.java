/// How the shape of a table changes from one row of its log to the next. Pure.
///
/// Start with [ShapeChange].
@NullMarked
package dev.hayase.cdc.schema;

import org.jspecify.annotations.NullMarked;
