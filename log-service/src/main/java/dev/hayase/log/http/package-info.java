/// The edge to HTTP: what every protocol shares. Each protocol is a small room inside.
///
/// Start with [DialectServlet] and [Door].
@NullMarked
package dev.hayase.log.http;

import org.jspecify.annotations.NullMarked;
