/// Reading tables anew while their log is followed: [TableSnapshots] sets chunks of rows into the
/// stream of changes where they belong, and leaves out what the log knows better. Pure: no
/// database, no broker, no clock.
@NullMarked
package dev.hayase.cdc.snapshot;

import org.jspecify.annotations.NullMarked;
