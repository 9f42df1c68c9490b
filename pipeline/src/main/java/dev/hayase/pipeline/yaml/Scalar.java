package dev.hayase.pipeline.yaml;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/// A single value, parsed from its text. `parse` throws [Refusal] for what it does not take.
record Scalar<T>(String label, Function<String, T> parse, boolean secret) implements Kind<T> {
  @Override
  public @Nullable T read(Node node, String keyPath, Reading reading) {
    Place place = Place.of(keyPath, node);
    if (secret && !Reading.isReference(node)) {
      reading.report(
          place.masked(),
          "is a secret that stands in the file itself",
          "Write ${NAME} for an environment variable, or ${file:/path} for a file's content");
      return null;
    }
    String text = reading.text(node, place);
    if (text == null) {
      return null;
    }
    try {
      return parse.apply(text);
    } catch (Refusal refusal) {
      reading.report(secret ? place.masked() : place, refusal.problem(), refusal.remedy());
      return null;
    }
  }
}
