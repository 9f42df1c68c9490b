/// A class of Debezium's that ours takes the place of.
@NullMarked
package io.debezium.pipeline.meters;

import org.jspecify.annotations.NullMarked;
