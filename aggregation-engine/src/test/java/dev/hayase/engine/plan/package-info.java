@NullMarked
package dev.hayase.engine.plan;

import org.jspecify.annotations.NullMarked;
