/// What two services must agree on, and nothing that one service alone needs.
///
/// Start with [ChangeEvent][dev.hayase.event.change.ChangeEvent], what travels on a table's topic;
/// [TableSchema][dev.hayase.event.schema.TableSchema], the types that travel beside it; and
/// [SequenceNumber], the order that travels with it. No logging, no configuration, no clock.
@NullMarked
package dev.hayase.event;

import org.jspecify.annotations.NullMarked;
