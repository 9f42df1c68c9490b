/// The command `hayase`, one class per subcommand. It talks to services through topics and HTTP
/// only.
@NullMarked
package dev.hayase.cli;

import org.jspecify.annotations.NullMarked;
