/// Text for people: tables and bars, refreshed in place on a terminal, and plain lines elsewhere.
/// Start with [dev.hayase.cli.screen.Screen].
@NullMarked
package dev.hayase.cli.screen;

import org.jspecify.annotations.NullMarked;
