@NullMarked
package dev.hayase.engine.expression;

import org.jspecify.annotations.NullMarked;
