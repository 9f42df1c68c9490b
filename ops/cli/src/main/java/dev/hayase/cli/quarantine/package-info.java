/// What was sent to streams and could not be an event of them.
@NullMarked
package dev.hayase.cli.quarantine;

import org.jspecify.annotations.NullMarked;
