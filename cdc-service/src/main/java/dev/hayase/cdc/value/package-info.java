/// What a value is on the wire: from the text of a source's value to JSON, and from its type to
/// BigQuery's. Pure: text in, JSON out, nothing rounded and nothing guessed. Each kind of database
/// has a room of its own below for what its texts say.
@NullMarked
package dev.hayase.cdc.value;

import org.jspecify.annotations.NullMarked;
