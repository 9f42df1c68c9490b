/// Events of the sample learning platform, as its browsers and servers would send them to the
/// log-service. [dev.hayase.local.traffic.EventTraffic] sends; what is sent is decided by
/// [dev.hayase.local.traffic.Clients].
@NullMarked
package dev.hayase.local.traffic;

import org.jspecify.annotations.NullMarked;
