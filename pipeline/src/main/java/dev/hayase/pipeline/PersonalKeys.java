package dev.hayase.pipeline;

import dev.hayase.pipeline.PersonalColumns.Rule;
import dev.hayase.pipeline.PersonalColumns.Treatment;
import dev.hayase.pipeline.yaml.Documented;
import dev.hayase.pipeline.yaml.Entry;
import dev.hayase.pipeline.yaml.Key;
import dev.hayase.pipeline.yaml.Kind;
import dev.hayase.pipeline.yaml.Reading;
import dev.hayase.pipeline.yaml.Refusal;
import dev.hayase.pipeline.yaml.Section;
import dev.hayase.pipeline.yaml.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/// The keys of a source that say which columns hold personal data.
final class PersonalKeys {
  private static final int LONGEST = 10_000;

  private static final Key<Integer> CHARACTERS =
      Key.required(
          "truncate",
          Kind.integer("a number of characters", 1, LONGEST),
          "How many characters of each value stay.");
  private static final Section<Treatment> TRUNCATE =
      Section.of(List.of(CHARACTERS), values -> new Treatment.Truncate(values.get(CHARACTERS)));
  private static final Kind<Treatment> WORD = Kind.oneOf(words());

  static final Key<List<Entry<Treatment>>> PERSONAL =
      Key.optional(
          "personal",
          Kind.mapOf("schema.table.column", treatment()),
          List.of(),
          "",
          "Columns that hold personal data, and what becomes of their values before they leave the"
              + " cdc-service. drop: the column is left out; mask: `***`; hash: a keyed hash, the"
              + " same for the same value; `{truncate: 3}`: the first three characters. `*` stands"
              + " for any characters; the first pattern that takes a column in counts. A column of a"
              + " primary key can only be hashed.");
  static final Key<List<Entry<Secret>>> HASH_KEYS =
      Key.optional(
          "hash-keys",
          Kind.mapOf("key's id", Kind.secret(Secret::new)),
          List.of(),
          "",
          "Keys for columns that are hashed, 32 random bytes in base64 each. The first one is used;"
              + " with the id and the key of `log.hash-keys` the hashes are the same as those of"
              + " the log-service.");

  private PersonalKeys() {}

  static PersonalColumns build(Values values) {
    List<Rule> rules = new ArrayList<>();
    for (Entry<Treatment> entry : values.get(PERSONAL)) {
      entry.value().ifPresent(t -> rules.add(new Rule(ColumnPattern.parse(entry.name()), t)));
    }
    return new PersonalColumns(rules, LogKeys.secrets(values.get(HASH_KEYS)));
  }

  static void check(Values values, Reading reading) {
    List<Entry<Secret>> keys = values.find(HASH_KEYS).orElse(List.of());
    LogKeys.checkSecrets(keys, reading);
    for (Entry<Treatment> entry : values.find(PERSONAL).orElse(List.of())) {
      try {
        ColumnPattern.parse(entry.name());
      } catch (Refusal refusal) {
        reading.report(entry.place(), refusal.problem(), refusal.remedy());
      }
      if (keys.isEmpty() && entry.value().filter(Treatment.Hash.class::isInstance).isPresent()) {
        reading.report(
            entry.place(), "hashes personal data without a key", "Write hash-keys beside personal");
      }
    }
  }

  private static Map<String, Treatment> words() {
    Map<String, Treatment> words = new LinkedHashMap<>();
    for (Treatment each :
        List.of(new Treatment.Drop(), new Treatment.Mask(), new Treatment.Hash())) {
      words.put(each.word(), each);
    }
    return words;
  }

  private static Kind<Treatment> treatment() {
    return new Kind<>() {
      @Override
      public String label() {
        return "drop, mask, hash or {truncate: n}";
      }

      @Override
      public @Nullable Treatment read(Node node, String keyPath, Reading reading) {
        return node instanceof MappingNode
            ? TRUNCATE.read(node, keyPath, reading)
            : WORD.read(node, keyPath, reading);
      }

      @Override
      public List<Documented> documented(String keyPath) {
        return TRUNCATE.documented(keyPath);
      }
    };
  }
}
