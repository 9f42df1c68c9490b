package dev.hayase.loader.kafka;

import dev.hayase.event.topic.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The topics of all tables, as the regular expression that Kafka's consumer wants.
///
/// The consumer holds every topic of the cluster against it whenever it looks for new ones. So what
/// names begin with alike stands there once, and one name is held against a thousand others in
/// about as many steps as it has letters.
final class TopicPattern {
  private static final String ANY_TABLE = "\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+";

  private TopicPattern() {}

  /// @param sources names whose topics are all taken, but for their dead letters
  /// @param topics names of single ones
  /// @param anyStream whether the topics of all streams are taken, but for their quarantines
  static Pattern of(Collection<String> sources, Collection<String> topics, boolean anyStream) {
    List<String> alternatives = new ArrayList<>();
    for (String source : sources) {
      alternatives.add(Pattern.quote(source) + ANY_TABLE);
    }
    if (!topics.isEmpty()) {
      alternatives.add(anyOf(new TreeSet<>(topics)));
    }
    if (anyStream) {
      alternatives.add(Pattern.quote(Topics.STREAM_PREFIX) + Topics.STREAM_NAMES);
    }
    return Pattern.compile(String.join("|", alternatives));
  }

  private static String anyOf(SortedSet<String> names) {
    int alike = alike(names.first(), names.last());
    SortedMap<Character, SortedSet<String>> longer = new TreeMap<>();
    for (String name : names) {
      if (name.length() > alike) {
        longer.computeIfAbsent(name.charAt(alike), _ -> new TreeSet<>()).add(name.substring(alike));
      }
    }
    String beginning = Pattern.quote(names.first().substring(0, alike));
    if (longer.isEmpty()) {
      return beginning;
    }
    boolean complete = names.first().length() == alike;
    return longer.values().stream()
        .map(TopicPattern::anyOf)
        .collect(Collectors.joining("|", beginning + "(?:", complete ? ")?" : ")"));
  }

  private static int alike(String first, String last) {
    int length = 0;
    while (length < Math.min(first.length(), last.length())
        && first.charAt(length) == last.charAt(length)) {
      length++;
    }
    return length;
  }
}
