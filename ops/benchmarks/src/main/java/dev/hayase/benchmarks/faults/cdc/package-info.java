/// The fault suite of the cdc-service: a database changes while it, the services, the broker and
/// the wires between them are hurt; in the end each change is looked for in the topics.
@NullMarked
package dev.hayase.benchmarks.faults.cdc;

import org.jspecify.annotations.NullMarked;
