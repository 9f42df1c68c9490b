package dev.hayase.pipeline;

import dev.hayase.event.topic.Topics;
import dev.hayase.pipeline.yaml.Entry;
import dev.hayase.pipeline.yaml.Reading;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What must hold between sources, and for their names.
final class SourceRules {
  private SourceRules() {}

  static void check(List<Entry<Source>> sources, Reading reading) {
    Map<String, String> slots = new HashMap<>();
    Map<String, String> publications = new HashMap<>();
    Map<String, String> serverIds = new HashMap<>();
    for (Entry<Source> entry : sources) {
      checkName(entry, reading);
      switch (entry.value().orElse(null)) {
        case PostgresSource source -> {
          String server = source.host() + ":" + source.port();
          reportShared(slots, server + "/" + source.slot(), "slot", entry, reading);
          String publication = server + "/" + source.database() + "/" + source.publication();
          reportShared(publications, publication, "publication", entry, reading);
        }
        case MysqlSource source ->
            reportShared(
                serverIds,
                source.host() + ":" + source.port() + "/" + source.serverId(),
                "server-id",
                entry,
                reading);
        case null -> {}
      }
    }
  }

  static boolean isName(String text) {
    try {
      Topics.requireSource(text);
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static void checkName(Entry<Source> entry, Reading reading) {
    if (!isName(entry.name())) {
      reading.report(
          entry.place(),
          "is not a source's name",
          "Write small letters, digits and underscores, beginning with a letter, and not hayase, logs or agg: topics"
              + " begin with it");
    }
  }

  private static void reportShared(
      Map<String, String> taken, String thing, String noun, Entry<Source> entry, Reading reading) {
    String other = taken.putIfAbsent(thing, entry.name());
    if (other != null) {
      reading.report(
          entry.place(),
          "has the same "
              + noun
              + " on the same server as sources."
              + other
              + ": each would take the other's changes",
          "Give one of the two a " + noun + " of its own");
    }
  }
}
