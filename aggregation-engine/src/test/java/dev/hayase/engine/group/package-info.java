/// Groups, held against a recomputation from scratch of random histories.
@NullMarked
package dev.hayase.engine.group;

import org.jspecify.annotations.NullMarked;
