package dev.hayase.pipeline.yaml;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/// A section whose keys depend on one of them, as the keys of a source depend on its `type`.
///
/// @param key the key that decides; every section of the choice lists it too
public record Choice<T>(Key<?> key, Map<String, Section<? extends T>> sections) implements Kind<T> {
  @Override
  public String label() {
    return "a group of keys";
  }

  @Override
  public @Nullable T read(Node node, String keyPath, Reading reading) {
    String chosen = node instanceof MappingNode mapping ? chosen(mapping) : null;
    Section<? extends T> section = chosen == null ? null : sections.get(chosen);
    // Without a valid choice any section finds that out, and what else is wrong beside it.
    return section == null
        ? sections.values().iterator().next().read(node, keyPath, reading)
        : section.read(node, keyPath, reading);
  }

  @Override
  public List<Documented> documented(String keyPath) {
    return sections.values().stream().flatMap(s -> s.documented(keyPath).stream()).toList();
  }

  private @Nullable String chosen(MappingNode mapping) {
    for (NodeTuple entry : mapping.getValue()) {
      if (entry.getKeyNode() instanceof ScalarNode name
          && name.getValue().equals(key.name())
          && entry.getValueNode() instanceof ScalarNode value) {
        return value.getValue();
      }
    }
    return null;
  }
}
