@NullMarked
package dev.hayase.pipeline;

import org.jspecify.annotations.NullMarked;
