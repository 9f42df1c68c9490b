/// What operators order of a source's capture ([CaptureOrder]), as the topic
/// `hayase.sources.<source>` takes it. The capture answers an order by deleting it.
@NullMarked
package dev.hayase.event.order;

import org.jspecify.annotations.NullMarked;
