/// The names of topics: reversible, within Kafka's rules, and never two tables on one topic.
@NullMarked
package dev.hayase.event.topic;

import org.jspecify.annotations.NullMarked;
