/// Events of Google Analytics' Measurement Protocol.
///
/// Start with [MeasurementServlet]. DIALECTS.md says what its clients may rely on.
@NullMarked
package dev.hayase.log.http.measurement;

import org.jspecify.annotations.NullMarked;
