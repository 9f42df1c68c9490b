package dev.hayase.loader;

import dev.hayase.loader.format.HayaseFormat;
import dev.hayase.loader.format.TopicFormat;
import dev.hayase.loader.store.Schemas;

/// Decides how the records of a topic are read.
final class Formats {
  private final Schemas published;

  /// @param published the schemas of Hayase's own change records
  Formats(Schemas published) {
    this.published = published;
  }

  /// A new one for each caller, since a format is used by one thread.
  TopicFormat of(String topic) {
    return new TopicFormat(new HayaseFormat(), published);
  }
}
