/// What producers ask of Kinesis Data Streams, in both of its encodings: their records become
/// events.
///
/// Start with [KinesisServlet]. DIALECTS.md says what its clients may rely on.
@NullMarked
package dev.hayase.log.http.kinesis;

import org.jspecify.annotations.NullMarked;
