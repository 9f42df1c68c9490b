/// Against a broker.
@NullMarked
package dev.hayase.frame.kafka;

import org.jspecify.annotations.NullMarked;
