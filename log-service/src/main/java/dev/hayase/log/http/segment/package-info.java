/// A tracking API as Segment's libraries speak it, on servers and in browsers.
///
/// Start with [SegmentServlet]. [SegmentRequest] finds the events in a body, [SegmentEvent] makes
/// one of each; both leave the bytes as they were sent.
@NullMarked
package dev.hayase.log.http.segment;

import org.jspecify.annotations.NullMarked;
