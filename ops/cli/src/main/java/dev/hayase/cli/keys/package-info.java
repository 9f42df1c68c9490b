/// The file of API keys, as commands change it.
@NullMarked
package dev.hayase.cli.keys;

import org.jspecify.annotations.NullMarked;
