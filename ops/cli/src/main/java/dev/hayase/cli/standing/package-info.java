/// How aggregations are, put together from what the services and the topics tell of them. Start
/// with [Standing].
@NullMarked
package dev.hayase.cli.standing;

import org.jspecify.annotations.NullMarked;
