/// Deliveries of Data Firehose to an HTTP endpoint.
///
/// Start with [FirehoseServlet]. DIALECTS.md says what its clients may rely on.
@NullMarked
package dev.hayase.log.http.firehose;

import org.jspecify.annotations.NullMarked;
