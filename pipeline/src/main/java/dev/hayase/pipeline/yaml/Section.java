package dev.hayase.pipeline.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/// A group of known keys that together make one record.
///
/// @param rules what must hold between keys; asked even when some keys are wrong, so that one pass
///   finds everything
public record Section<T>(
    List<Key<?>> keys, BiConsumer<Values, Reading> rules, Function<Values, T> build)
    implements Kind<T> {
  public Section {
    keys = List.copyOf(keys);
  }

  /// A section whose keys do not depend on each other.
  public static <T> Section<T> of(List<Key<?>> keys, Function<Values, T> build) {
    return new Section<>(keys, (_, _) -> {}, build);
  }

  @Override
  public String label() {
    return "a group of keys";
  }

  @Override
  public @Nullable T read(Node node, String keyPath, Reading reading) {
    if (!(node instanceof MappingNode mapping)) {
      reading.report(
          Place.of(keyPath, node),
          "is " + Reading.nounFor(node) + " where a group of keys belongs",
          "Write indented \"key: value\" lines; the keys are " + keyNames());
      return null;
    }
    int before = reading.problemCount();
    Map<String, NodeTuple> entries = entries(mapping, keyPath, reading);
    reportUnknown(entries, keyPath, reading);
    var values = new HashMap<String, Object>();
    var places = new HashMap<String, Place>();
    for (Key<?> key : keys) {
      NodeTuple entry = entries.get(key.name());
      Object value;
      if (entry == null || entry.getValueNode().getTag().equals(Tag.NULL)) {
        value = key.fallback();
        if (key.required()) {
          reportMissing(key, mapping, keyPath, reading);
        }
      } else {
        String path = Place.child(keyPath, key.name());
        places.put(key.name(), Place.of(path, entry.getValueNode()));
        value = key.kind().read(entry.getValueNode(), path, reading);
      }
      if (value != null) {
        values.put(key.name(), value);
      }
    }
    var read = new Values(keyPath, values, places, Place.of(keyPath, mapping));
    rules.accept(read, reading);
    return reading.problemCount() == before ? build.apply(read) : null;
  }

  @Override
  public List<Documented> documented(String keyPath) {
    var lines = new ArrayList<Documented>();
    for (Key<?> key : keys) {
      String path = Place.child(keyPath, key.name());
      lines.add(
          new Documented(
              path, key.kind().label(), key.required(), key.fallbackText(), key.description()));
      lines.addAll(key.kind().documented(path));
    }
    return lines;
  }

  /// The entries by name; reports names that stand twice or are no text.
  static Map<String, NodeTuple> entries(MappingNode mapping, String keyPath, Reading reading) {
    var entries = new LinkedHashMap<String, NodeTuple>();
    for (NodeTuple entry : mapping.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode name)) {
        reading.report(
            Place.ofKey(keyPath, entry),
            "has a key that is no text",
            "Write a name before the colon");
        continue;
      }
      NodeTuple earlier = entries.putIfAbsent(name.getValue(), entry);
      if (earlier != null) {
        reading.report(
            Place.ofKey(Place.child(keyPath, name.getValue()), entry),
            "stands here for the second time; the first is in line "
                + (earlier.getKeyNode().getStartMark().getLine() + 1),
            "Keep one of the two");
      }
    }
    return entries;
  }

  private void reportUnknown(Map<String, NodeTuple> entries, String keyPath, Reading reading) {
    List<String> known = keys.stream().map(Key::name).collect(Collectors.toList());
    entries.forEach((name, entry) -> {
      if (!known.contains(name)) {
        reading.report(
            Place.ofKey(Place.child(keyPath, name), entry),
            "is no key that is known here",
            NearestName.to(name, known)
                .map(nearest -> "Did you mean " + nearest + "? The keys are " + keyNames())
                .orElse("The keys are " + keyNames()));
      }
    });
  }

  private static void reportMissing(
      Key<?> key, MappingNode mapping, String keyPath, Reading reading) {
    Place section = Place.of(Place.child(keyPath, key.name()), mapping);
    reading.report(section, "is missing", "Write " + key.name() + ": " + key.kind().label());
  }

  private String keyNames() {
    return keys.stream().map(Key::name).collect(Collectors.joining(", "));
  }
}
