@NullMarked
package dev.hayase.cli.value;

import org.jspecify.annotations.NullMarked;
