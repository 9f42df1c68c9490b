@NullMarked
package dev.hayase.cli.verify;

import org.jspecify.annotations.NullMarked;
