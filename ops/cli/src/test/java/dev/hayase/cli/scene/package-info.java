/// What tests of commands share that need a broker and no whole platform.
@NullMarked
package dev.hayase.cli.scene;

import org.jspecify.annotations.NullMarked;
