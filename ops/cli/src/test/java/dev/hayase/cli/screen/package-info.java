@NullMarked
package dev.hayase.cli.screen;

import org.jspecify.annotations.NullMarked;
