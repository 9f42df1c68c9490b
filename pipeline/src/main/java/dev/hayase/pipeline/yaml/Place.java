package dev.hayase.pipeline.yaml;

import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/// Where in the file something stands, and what stands there.
public record Place(String keyPath, int line, String value) {
  private static final String MASK = "***";
  private static final int LONGEST = 100;

  static Place of(String keyPath, Node node) {
    return new Place(keyPath, lineOf(node), textOf(node));
  }

  /// The place of a key itself, for mistakes that are about the name and not about what it holds.
  static Place ofKey(String keyPath, NodeTuple entry) {
    return new Place(keyPath, lineOf(entry.getKeyNode()), "");
  }

  /// The same place for something that nobody should read over a shoulder.
  Place masked() {
    return new Place(keyPath, line, value.isEmpty() ? "" : MASK);
  }

  static String child(String keyPath, String name) {
    return keyPath.isEmpty() ? name : keyPath + "." + name;
  }

  private static int lineOf(Node node) {
    return node.getStartMark() == null ? 0 : node.getStartMark().getLine() + 1;
  }

  private static String textOf(Node node) {
    if (!(node instanceof ScalarNode scalar)) {
      return "";
    }
    String text = scalar.getValue();
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }
}
