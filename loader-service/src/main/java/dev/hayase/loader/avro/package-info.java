/// Avro as Kafka Connect and other producers write it: bytes behind the number of a schema in a
/// registry, made into the JSON that Connect would have written for the same value.
///
/// Start with [AvroCodec]. Avro's own library reads the schemas; the bytes are read here, since a
/// length in a broken record must not ask for more memory than the record has. Pure: the registry
/// is asked through [dev.hayase.loader.store.Registry].
@NullMarked
package dev.hayase.loader.avro;

import org.jspecify.annotations.NullMarked;
