@NullMarked
package dev.hayase.cli.progress;

import org.jspecify.annotations.NullMarked;
