/// Replays and redrives, as the topic `hayase.replays` tells them: an operator's [ReplayOrder], how
/// far each partition of it is ([PartProgress]), and [ReplayBook], which holds what the topic says.
@NullMarked
package dev.hayase.event.replay;

import org.jspecify.annotations.NullMarked;
