/// Hayase's own way in, `POST /v1/events/{stream}`.
@NullMarked
package dev.hayase.log.http.events;

import org.jspecify.annotations.NullMarked;
