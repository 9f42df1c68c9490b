package dev.hayase.pipeline.yaml;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// What a key may hold: how it reads from a node, and how the reference page calls it.
public interface Kind<T> {
  /// A few words for the reference page, as "a port".
  String label();

  /// The value, or null when it is wrong; then everything that is wrong with it has been reported.
  @Nullable T read(Node node, String keyPath, Reading reading);

  /// The keys inside, for the reference page.
  default List<Documented> documented(String keyPath) {
    return List.of();
  }

  /// Any text that is not blank.
  static Kind<String> text() {
    return text("text", Kind::refuseBlank);
  }

  /// Text in the form that `parse` accepts; what it throws as [IllegalArgumentException] becomes
  /// the problem's words.
  static <T> Kind<T> text(String label, Function<String, T> parse) {
    return new Scalar<>(label, parse, false);
  }

  /// A whole number within bounds.
  static Kind<Integer> integer(String label, int least, int most) {
    return text(
        label,
        text -> {
          try {
            int number = Integer.parseInt(text.replace("_", ""));
            if (number >= least && number <= most) {
              return number;
            }
          } catch (NumberFormatException _) {
            // Said below, together with the numbers that are out of bounds.
          }
          throw new Refusal(
              "is not " + label, "Write a whole number from " + least + " to " + most);
        });
  }

  /// One of a few words.
  static <T> Kind<T> oneOf(Map<String, T> words) {
    String all = String.join(", ", words.keySet());
    return text(
        "one of " + all,
        text -> {
          T value = words.get(text);
          if (value == null) {
            throw new Refusal(
                "is not one of the values allowed here",
                NearestName.to(text, words.keySet())
                    .map(name -> "Did you mean " + name + "? Allowed are " + all)
                    .orElse("Write one of " + all));
          }
          return value;
        });
  }

  /// True or false.
  static Kind<Boolean> flag() {
    Map<String, Boolean> words = new LinkedHashMap<>();
    words.put("true", true);
    words.put("false", false);
    return oneOf(words);
  }

  /// Something that must not stand in the file itself: only `${NAME}` or `${file:/path}`.
  static <T> Kind<T> secret(Function<String, T> wrap) {
    return new Scalar<>("a secret, as `${NAME}` or `${file:/path}`", wrap, true);
  }

  /// The same, asked for anew each time that it is used: what a file holds may change.
  static <T> Kind<T> freshSecret(Function<Supplier<String>, T> wrap) {
    Kind<String> once = secret(Function.identity());
    return new Kind<>() {
      @Override
      public String label() {
        return once.label();
      }

      @Override
      public @Nullable T read(Node node, String keyPath, Reading reading) {
        String text = once.read(node, keyPath, reading);
        return text == null
            ? null
            : wrap.apply(() -> Optional.ofNullable(reading.again(node, keyPath)).orElse(text));
      }
    };
  }

  /// A file that can be read; a relative path starts at the folder of the file that names it.
  static Kind<Path> readableFile() {
    return new Kind<>() {
      @Override
      public String label() {
        return "a file's path";
      }

      @Override
      public @Nullable Path read(Node node, String keyPath, Reading reading) {
        Place place = Place.of(keyPath, node);
        String text = reading.text(node, place);
        if (text == null) {
          return null;
        }
        Path path = reading.resolve(text);
        if (Files.isReadable(path) && !Files.isDirectory(path)) {
          return path;
        }
        reading.report(
            place, "is not a readable file", "Put the file at " + path + ", or correct the path");
        return null;
      }
    };
  }

  /// A list of things of one kind.
  static <T> Kind<List<T>> listOf(Kind<T> element) {
    return new Kind<>() {
      @Override
      public String label() {
        return "a list: " + element.label();
      }

      @Override
      public @Nullable List<T> read(Node node, String keyPath, Reading reading) {
        if (!(node instanceof SequenceNode sequence)) {
          reading.report(
              Place.of(keyPath, node),
              "is " + Reading.nounFor(node) + " where a list belongs",
              "Write [one, two], or one \"- \" line for each");
          return null;
        }
        var elements = new ArrayList<T>();
        boolean complete = true;
        for (Node child : sequence.getValue()) {
          T value = element.read(child, keyPath + "[" + elements.size() + "]", reading);
          if (value == null) {
            complete = false;
          } else {
            elements.add(value);
          }
        }
        return complete ? List.copyOf(elements) : null;
      }
    };
  }

  /// Entries that the user names.
  static <T> Kind<List<Entry<T>>> mapOf(String nameLabel, Kind<T> element) {
    return new Kind<>() {
      @Override
      public String label() {
        return element instanceof Section<?> || element instanceof Choice<?>
            ? "one group for each " + nameLabel
            : "one " + element.label() + " for each " + nameLabel;
      }

      @Override
      public @Nullable List<Entry<T>> read(Node node, String keyPath, Reading reading) {
        if (!(node instanceof MappingNode mapping)) {
          reading.report(
              Place.of(keyPath, node),
              "is " + Reading.nounFor(node) + " where a group of keys belongs",
              "Write one indented \"" + nameLabel + ": ...\" for each");
          return null;
        }
        var entries = new ArrayList<Entry<T>>();
        for (Map.Entry<String, NodeTuple> entry :
            Section.entries(mapping, keyPath, reading).entrySet()) {
          String path = Place.child(keyPath, entry.getKey());
          T value = element.read(entry.getValue().getValueNode(), path, reading);
          Place place = Place.ofKey(path, entry.getValue());
          entries.add(new Entry<>(entry.getKey(), place, Optional.ofNullable(value)));
        }
        return entries;
      }

      @Override
      public List<Documented> documented(String keyPath) {
        return element.documented(Place.child(keyPath, "<" + nameLabel + ">"));
      }
    };
  }

  /// Entries that the user names, or a list of what is its own name.
  static <T> Kind<List<Entry<T>>> mapOrListOf(String nameLabel, Kind<T> element) {
    Kind<List<Entry<T>>> map = mapOf(nameLabel, element);
    return new Kind<>() {
      @Override
      public String label() {
        return "a list of " + nameLabel + "s, or " + map.label();
      }

      @Override
      public @Nullable List<Entry<T>> read(Node node, String keyPath, Reading reading) {
        if (!(node instanceof SequenceNode sequence)) {
          return map.read(node, keyPath, reading);
        }
        var entries = new ArrayList<Entry<T>>();
        for (Node child : sequence.getValue()) {
          String path = keyPath + "[" + entries.size() + "]";
          T value = element.read(child, path, reading);
          Place place = Place.of(path, child);
          entries.add(new Entry<>(place.value(), place, Optional.ofNullable(value)));
        }
        return entries;
      }
    };
  }

  private static String refuseBlank(String text) {
    if (text.isBlank()) {
      throw new Refusal("is blank", "Write a value, or leave the key out");
    }
    return text;
  }
}
