/// Tests of what GoogleSQL's translation is made of; what it yields is tested by queries.
@NullMarked
package dev.hayase.emulator.googlesql;

import org.jspecify.annotations.NullMarked;
