/// Header names and the version that every header, control record and topic of ours carries.
@NullMarked
package dev.hayase.event.wire;

import org.jspecify.annotations.NullMarked;
