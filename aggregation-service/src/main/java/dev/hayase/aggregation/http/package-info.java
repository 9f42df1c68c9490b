/// Results over HTTP, for applications.
@NullMarked
package dev.hayase.aggregation.http;

import org.jspecify.annotations.NullMarked;
