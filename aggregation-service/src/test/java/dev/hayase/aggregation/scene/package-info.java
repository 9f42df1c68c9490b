/// Plans, records and brokers that tests of several rooms need.
@NullMarked
package dev.hayase.aggregation.scene;

import org.jspecify.annotations.NullMarked;
