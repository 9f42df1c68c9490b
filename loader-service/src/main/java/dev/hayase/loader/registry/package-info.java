/// The schema registry, spoken to as Confluent's is; Apicurio answers the same below its path
/// `/apis/ccompat/v7`.
@NullMarked
package dev.hayase.loader.registry;

import org.jspecify.annotations.NullMarked;
