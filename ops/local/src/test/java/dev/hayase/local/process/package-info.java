/// Tests of child processes.
@NullMarked
package dev.hayase.local.process;

import org.jspecify.annotations.NullMarked;
