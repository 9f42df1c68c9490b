/// What the running services tell of themselves over HTTP: how far the snapshot is, and how long
/// changes take.
@NullMarked
package dev.hayase.cli.progress;

import org.jspecify.annotations.NullMarked;
