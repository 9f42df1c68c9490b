/// What users write to derive values: the Common Expression Language with the NULLs of SQL and
/// exact decimals.
@NullMarked
package dev.hayase.engine.expression;

import org.jspecify.annotations.NullMarked;
