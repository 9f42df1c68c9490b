package dev.hayase.cli.keys;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/// The file of API keys as a document that is changed in places: everything else in it stays,
/// comments too.
public final class KeyDocument {
  private static final String KEYS = "keys";
  private static final String HASHES = "hashes";
  private static final String REDRIVE = "redrive";
  private static final String AGGREGATIONS = "aggregations";

  private final Path file;
  private final MappingNode root;
  private final MappingNode senders;

  private KeyDocument(Path file, MappingNode root, MappingNode senders) {
    this.file = file;
    this.root = root;
    this.senders = senders;
  }

  /// Reads it; one that is not there is empty.
  ///
  /// @throws IllegalArgumentException when it is no file of keys
  public static KeyDocument read(Path file) {
    try {
      MappingNode root =
          Files.exists(file)
              ? mapping(yaml().compose(new StringReader(Files.readString(file))), file)
              : block();
      Node keys = value(root, KEYS);
      if (keys == null) {
        MappingNode none = block();
        put(root, KEYS, none);
        return new KeyDocument(file, root, none);
      }
      return new KeyDocument(file, root, mapping(keys, file));
    } catch (IOException e) {
      throw new UncheckedIOException("The file of keys " + file + " cannot be read", e);
    } catch (YAMLException e) {
      throw new IllegalArgumentException("The file of keys " + file + " is not YAML", e);
    }
  }

  private static MappingNode mapping(@Nullable Node node, Path file) {
    if (node instanceof MappingNode mapping) {
      return mapping;
    }
    throw new IllegalArgumentException(file + " is no file of keys: it has no mapping under keys");
  }

  /// A sender with what the file says of it.
  ///
  /// @param hashes those of its keys
  /// @param redrives whether it may redrive quarantined events
  /// @param aggregations whose results it may look up
  public record Sender(
      String name,
      List<String> hashes,
      List<String> streams,
      List<String> origins,
      Optional<String> rate,
      boolean redrives,
      List<String> aggregations) {
    public Sender {
      hashes = List.copyOf(hashes);
      streams = List.copyOf(streams);
      origins = List.copyOf(origins);
      aggregations = List.copyOf(aggregations);
    }
  }

  /// In the order of the file.
  public List<Sender> senders() {
    return senders.getValue().stream()
        .map(entry -> sender(text(entry.getKeyNode()), mapping(entry.getValueNode(), file)))
        .toList();
  }

  private static Sender sender(String name, MappingNode said) {
    Node rate = value(said, "rate");
    return new Sender(
        name,
        list(said, HASHES),
        list(said, "streams"),
        list(said, "origins"),
        Optional.ofNullable(rate).map(KeyDocument::text),
        Optional.ofNullable(value(said, REDRIVE))
            .map(KeyDocument::text)
            .filter("true"::equals)
            .isPresent(),
        list(said, AGGREGATIONS));
  }

  /// Adds a sender.
  ///
  /// @throws IllegalArgumentException when it is there
  public void add(Sender sender) {
    if (value(senders, sender.name()) != null) {
      throw new IllegalArgumentException(
          "There is a sender %s; give it another key with: hayase keys rotate %s"
              .formatted(sender.name(), sender.name()));
    }
    MappingNode said = block();
    put(said, HASHES, sequence(sender.hashes()));
    if (!sender.streams().isEmpty()) {
      put(said, "streams", sequence(sender.streams()));
    }
    if (!sender.aggregations().isEmpty()) {
      put(said, AGGREGATIONS, sequence(sender.aggregations()));
    }
    if (!sender.origins().isEmpty()) {
      put(said, "origins", sequence(sender.origins()));
    }
    sender.rate().ifPresent(rate -> put(said, "rate", scalar(rate)));
    if (sender.redrives()) {
      put(said, REDRIVE, new ScalarNode(Tag.BOOL, "true", null, null, ScalarStyle.PLAIN));
    }
    put(senders, sender.name(), said);
  }

  /// Changes the hashes of a sender's keys.
  ///
  /// @throws IllegalArgumentException when there is no such sender
  public void hashes(String name, List<String> hashes) {
    put(said(name), HASHES, sequence(hashes));
  }

  /// Removes a sender.
  ///
  /// @throws IllegalArgumentException when there is no such sender
  public void remove(String name) {
    var _ = said(name);
    senders.getValue().removeIf(entry -> text(entry.getKeyNode()).equals(name));
  }

  /// Those of a sender.
  public List<String> hashes(String name) {
    return list(said(name), HASHES);
  }

  private MappingNode said(String name) {
    Node said = value(senders, name);
    if (said == null) {
      throw new IllegalArgumentException(
          "There is no sender %s in %s; 'hayase keys list' shows those there are"
              .formatted(name, file));
    }
    return mapping(said, file);
  }

  /// Writes it, at once for whoever reads it.
  public void write() {
    StringWriter text = new StringWriter();
    yaml().serialize(root, text);
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow();
    try {
      Files.createDirectories(folder);
      Path written = Files.createTempFile(folder, "keys", ".new");
      Files.writeString(written, text.toString());
      if (Files.exists(file)) {
        Files.setPosixFilePermissions(written, Files.getPosixFilePermissions(file));
      } else {
        Files.setPosixFilePermissions(written, PosixFilePermissions.fromString("rw-r-----"));
      }
      Files.move(
          written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("The file of keys " + file + " cannot be written", e);
    }
  }

  private static Yaml yaml() {
    LoaderOptions loading = new LoaderOptions();
    loading.setProcessComments(true);
    DumperOptions dumping = new DumperOptions();
    dumping.setProcessComments(true);
    dumping.setSplitLines(false);
    return new Yaml(new SafeConstructor(loading), new Representer(dumping), dumping, loading);
  }

  private static @Nullable Node value(MappingNode mapping, String key) {
    for (NodeTuple entry : mapping.getValue()) {
      if (text(entry.getKeyNode()).equals(key)) {
        return entry.getValueNode();
      }
    }
    return null;
  }

  private static void put(MappingNode mapping, String key, Node value) {
    List<NodeTuple> entries = new ArrayList<>(mapping.getValue());
    for (int i = 0; i < entries.size(); i++) {
      if (text(entries.get(i).getKeyNode()).equals(key)) {
        entries.set(i, new NodeTuple(entries.get(i).getKeyNode(), value));
        mapping.setValue(entries);
        return;
      }
    }
    entries.add(new NodeTuple(scalar(key), value));
    mapping.setValue(entries);
  }

  private static MappingNode block() {
    return new MappingNode(Tag.MAP, new ArrayList<>(), FlowStyle.BLOCK);
  }

  private static SequenceNode sequence(List<String> texts) {
    return new SequenceNode(
        Tag.SEQ,
        texts.stream().map(KeyDocument::quoted).map(Node.class::cast).toList(),
        FlowStyle.FLOW);
  }

  private static ScalarNode quoted(String text) {
    return new ScalarNode(Tag.STR, text, null, null, ScalarStyle.DOUBLE_QUOTED);
  }

  private static ScalarNode scalar(String text) {
    return new ScalarNode(Tag.STR, text, null, null, ScalarStyle.PLAIN);
  }

  private static List<String> list(MappingNode said, String key) {
    return switch (value(said, key)) {
      case SequenceNode sequence -> sequence.getValue().stream().map(KeyDocument::text).toList();
      case ScalarNode one -> List.of(one.getValue());
      case null, default -> List.of();
    };
  }

  private static String text(Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }
}
