/// Tests of the local platform's parts against the real processes.
@NullMarked
package dev.hayase.local;

import org.jspecify.annotations.NullMarked;
