@NullMarked
package dev.hayase.local.supervisor;

import org.jspecify.annotations.NullMarked;
