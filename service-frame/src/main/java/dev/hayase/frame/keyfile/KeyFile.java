package dev.hayase.frame.keyfile;

import dev.hayase.event.topic.Topics;
import dev.hayase.pipeline.ByteSize;
import dev.hayase.pipeline.InvalidPipelineException;
import dev.hayase.pipeline.Secret;
import dev.hayase.pipeline.access.AccessKeys;
import dev.hayase.pipeline.access.AccessKeys.SigningKey;
import dev.hayase.pipeline.access.Sender;
import dev.hayase.pipeline.yaml.Entry;
import dev.hayase.pipeline.yaml.Key;
import dev.hayase.pipeline.yaml.Kind;
import dev.hayase.pipeline.yaml.Refusal;
import dev.hayase.pipeline.yaml.Section;
import dev.hayase.pipeline.yaml.YamlFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The file of API keys.
///
/// Several hashes under one name are one sender with several keys: while a key is rotated, the old
/// one and the new one are both good.
public final class KeyFile {
  private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{64}");
  private static final Pattern ORIGIN = Pattern.compile("\\*|https?://[^/\\s]+");

  private static final Key<List<String>> HASHES =
      Key.optional(
          "hashes",
          Kind.listOf(Kind.text("a SHA-256 in hexadecimal", KeyFile::hash)),
          List.of(),
          "",
          "The SHA-256 of each key that is good, in hexadecimal.");
  private static final Key<List<Entry<Secret>>> SIGNING =
      Key.optional(
          "signing",
          Kind.mapOf("access key id", Kind.secret(Secret::new)),
          List.of(),
          "",
          "Keys of clients that sign their requests as AWS does: access key id to secret access"
              + " key.");
  private static final Key<List<String>> STREAMS =
      Key.optional(
          "streams",
          Kind.listOf(Kind.text("streams", KeyFile::stream)),
          List.of(),
          "",
          "The streams that the key may send to; * stands for all.");
  private static final Key<List<String>> AGGREGATIONS =
      Key.optional(
          "aggregations",
          Kind.listOf(Kind.text("aggregations", KeyFile::aggregation)),
          List.of(),
          "",
          "The aggregations whose results the key may look up; * stands for all. Without it none.");
  private static final Key<List<String>> ORIGINS =
      Key.optional(
          "origins",
          Kind.listOf(Kind.text("origins", KeyFile::origin)),
          List.of(),
          "",
          "The origins of pages that may use the key in a browser, as https://school.example; *"
              + " stands for all. Without it no page may.");
  private static final Key<ByteSize> RATE =
      Key.optional(
          "rate",
          Kind.text("a size", ByteSize::parse),
          "How many bytes the key may send in a second, inflated.");

  private static final Key<Boolean> REDRIVE =
      Key.optional(
          "redrive",
          Kind.flag(),
          false,
          "false",
          "Whether the key may redrive what the quarantines of its streams hold: for operators.");

  private record Holder(List<String> hashes, List<Entry<Secret>> signing, Sender sender) {}

  private static final Key<List<Entry<Holder>>> KEYS =
      Key.required(
          "keys",
          Kind.mapOf(
              "sender",
              new Section<>(
                  List.of(HASHES, SIGNING, STREAMS, AGGREGATIONS, ORIGINS, RATE, REDRIVE),
                  (values, reading) -> {
                    if (!values.has(HASHES) && !values.has(SIGNING)) {
                      reading.report(
                          values.place(HASHES), "is missing", "Write hashes, or signing");
                    }
                    if (!values.has(STREAMS) && !values.has(AGGREGATIONS)) {
                      reading.report(
                          values.place(STREAMS), "is missing", "Write streams, or aggregations");
                    }
                  },
                  values ->
                      new Holder(
                          values.get(HASHES),
                          values.get(SIGNING),
                          new Sender(
                              values.name(),
                              new HashSet<>(values.get(STREAMS)),
                              new HashSet<>(values.get(ORIGINS)),
                              values.find(RATE),
                              values.get(REDRIVE),
                              new HashSet<>(values.get(AGGREGATIONS)))))),
          "The senders, each under its name.");
  private static final Section<AccessKeys> SECTION =
      Section.of(List.of(KEYS), values -> keys(values.get(KEYS)));

  private KeyFile() {}

  /// The keys that the file names.
  ///
  /// @throws InvalidPipelineException with everything that is wrong with it
  public static AccessKeys read(Path file) {
    return read(file, System::getenv);
  }

  static AccessKeys read(Path file, UnaryOperator<@Nullable String> environment) {
    YamlFile<AccessKeys> read = YamlFile.read(file, environment, SECTION);
    AccessKeys keys = read.value();
    if (keys == null) {
      throw new InvalidPipelineException(read.problems());
    }
    return keys;
  }

  private static AccessKeys keys(List<Entry<Holder>> entries) {
    Map<String, Sender> byHash = new HashMap<>();
    Map<String, SigningKey> bySigningId = new HashMap<>();
    for (Entry<Holder> entry : entries) {
      Optional<Holder> holder = entry.value();
      if (holder.isPresent()) {
        Sender sender = holder.get().sender();
        holder.get().hashes().forEach(hash -> byHash.put(hash, sender));
        for (Entry<Secret> key : holder.get().signing()) {
          key.value()
              .ifPresent(secret -> bySigningId.put(key.name(), new SigningKey(sender, secret)));
        }
      }
    }
    return AccessKeys.of(byHash, bySigningId);
  }

  private static String hash(String text) {
    if (!HASH.matcher(text).matches()) {
      throw new Refusal(
          "is no SHA-256", "Write 64 hexadecimal digits, as ./hayase keys prints them");
    }
    return text.toLowerCase(Locale.ROOT);
  }

  private static String stream(String text) {
    if (!text.equals("*") && !Topics.isStream(text)) {
      throw new Refusal("is not a stream's name", "Write a name under streams, or *");
    }
    return text;
  }

  private static String aggregation(String text) {
    if (!text.equals("*") && !Topics.isAggregation(text)) {
      throw new Refusal("is not an aggregation's name", "Write a name under aggregations, or *");
    }
    return text;
  }

  private static String origin(String text) {
    if (!ORIGIN.matcher(text).matches()) {
      throw new Refusal("is no origin", "Write scheme and host, as https://school.example");
    }
    return text;
  }
}
