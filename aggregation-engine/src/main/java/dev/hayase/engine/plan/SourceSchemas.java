package dev.hayase.engine.plan;

import java.util.Optional;

/// What the rows of topics look like.
@FunctionalInterface
public interface SourceSchemas {
  /// Empty while nobody knows: nothing was written to the topic yet.
  Optional<SourceSchema> find(String topic);
}
