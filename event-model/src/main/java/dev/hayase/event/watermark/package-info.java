/// Completeness. A [Watermark] says how far each partition of a source's topics must be consumed to
/// hold everything that the source committed up to an instant; [Completeness] holds the watermarks
/// against a consumer's positions.
@NullMarked
package dev.hayase.event.watermark;

import org.jspecify.annotations.NullMarked;
