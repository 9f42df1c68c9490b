/// The state of all groups of one partition: takes contributions, knows the time, says what
/// changed.
///
/// Pure: state is reached through [OrderedState][dev.hayase.engine.state.OrderedState].
@NullMarked
package dev.hayase.engine.group;

import org.jspecify.annotations.NullMarked;
