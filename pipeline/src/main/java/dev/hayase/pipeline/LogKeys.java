package dev.hayase.pipeline;

import dev.hayase.pipeline.LogSettings.Access;
import dev.hayase.pipeline.LogSettings.NamedSecret;
import dev.hayase.pipeline.LogSettings.Spill;
import dev.hayase.pipeline.yaml.Entry;
import dev.hayase.pipeline.yaml.Key;
import dev.hayase.pipeline.yaml.Kind;
import dev.hayase.pipeline.yaml.Reading;
import dev.hayase.pipeline.yaml.Section;
import dev.hayase.pipeline.yaml.Values;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/// The keys under `log`.
final class LogKeys {
  private static final int SECRET_BYTES = 32;
  private static final Pattern SECRET_NAME = Pattern.compile("[A-Za-z0-9_-]{1,32}");

  private static final Key<Path> KEYS =
      Key.optional(
          "keys",
          Kind.readableFile(),
          "The file of API keys, which `./hayase keys` writes and the log-service reads again when"
              + " it changes. Required, unless `open` is true.");
  private static final Key<Boolean> OPEN =
      Key.optional(
          "open",
          Kind.flag(),
          false,
          "false",
          "Whether everybody may send to every stream, without a key. For networks that protect"
              + " themselves.");
  private static final Key<ByteSize> MEMORY =
      Key.optional(
          "memory",
          Kind.text("a size", ByteSize::parse),
          LogSettings.DEFAULT.memory(),
          "32MiB",
          "How much the log-service holds of requests that are not answered: their bytes, 64 KiB"
              + " for each request, and 1 KiB for each event. What comes beyond it is refused at once, and told when to"
              + " come again.");
  private static final Key<ByteSize> LARGEST_REQUEST =
      Key.optional(
          "largest-request",
          Kind.text("a size", ByteSize::parse),
          LogSettings.DEFAULT.largestRequest(),
          "16MiB",
          "The most bytes of one request, inflated.");
  private static final Key<List<Entry<Secret>>> HASH_KEYS =
      Key.optional(
          "hash-keys",
          Kind.mapOf("key's id", Kind.secret(Secret::new)),
          List.of(),
          "",
          "Keys for personal data that is hashed, 32 random bytes in base64 each. The first one is"
              + " used: put a new one before it to rotate.");
  private static final Key<List<Entry<Secret>>> ENCRYPTION_KEYS =
      Key.optional(
          "encryption-keys",
          Kind.mapOf("key's id", Kind.secret(Secret::new)),
          List.of(),
          "",
          "Keys for personal data that is encrypted, and for what a stream with personal data could"
              + " not read and quarantines, 32 random bytes in base64 each. The first one is used;"
              + " keep the others for as long as something may have to be read.");
  private static final Key<Path> FOLDER =
      Key.required(
          "folder",
          Kind.text("a folder's path", Path::of),
          "A folder on a disk of the machine. Each log-service needs one of its own.");
  private static final Key<ByteSize> SIZE =
      Key.required(
          "size", Kind.text("a size", ByteSize::parse), "The most that the journal takes.");
  private static final Key<Spill> SPILL =
      Key.optional(
          "spill",
          Section.of(
              List.of(FOLDER, SIZE), values -> new Spill(values.get(FOLDER), values.get(SIZE))),
          "A journal that takes events while Kafka is away. Without it they are refused.");

  static final Section<LogSettings> SECTION =
      new Section<>(
          List.of(KEYS, OPEN, MEMORY, LARGEST_REQUEST, HASH_KEYS, ENCRYPTION_KEYS, SPILL),
          LogKeys::check,
          LogKeys::build);

  private LogKeys() {}

  private static LogSettings build(Values values) {
    return new LogSettings(
        new Access(values.find(KEYS), values.get(OPEN)),
        values.get(MEMORY),
        values.get(LARGEST_REQUEST),
        secrets(values.get(HASH_KEYS)),
        secrets(values.get(ENCRYPTION_KEYS)),
        values.find(SPILL));
  }

  static List<NamedSecret> secrets(List<Entry<Secret>> entries) {
    return entries.stream()
        .flatMap(entry -> entry.value().stream().map(s -> new NamedSecret(entry.name(), s)))
        .toList();
  }

  private static void check(Values values, Reading reading) {
    if (values.has(KEYS) == values.find(OPEN).orElse(false)) {
      reading.report(
          values.place(KEYS),
          values.has(KEYS) ? "stands beside open: true" : "is missing",
          "Write keys: with the file of API keys, or open: true for a network that protects itself");
    }
    ByteSize largest = values.find(LARGEST_REQUEST).orElse(LogSettings.DEFAULT.largestRequest());
    values
        .find(MEMORY)
        .filter(memory -> memory.compareTo(largest) < 0)
        .ifPresent(_ ->
            reading.report(
                values.place(MEMORY),
                "is less than one request of " + largest,
                "Write at least " + largest + ", or make largest-request smaller"));
    checkSecrets(values.find(HASH_KEYS).orElse(List.of()), reading);
    checkSecrets(values.find(ENCRYPTION_KEYS).orElse(List.of()), reading);
  }

  static void checkSecrets(List<Entry<Secret>> secrets, Reading reading) {
    for (Entry<Secret> entry : secrets) {
      if (!SECRET_NAME.matcher(entry.name()).matches()) {
        reading.report(
            entry.place(),
            "is no id of a key",
            "Write letters, digits, underscores and hyphens, 32 at most");
      }
      if (entry.value().filter(secret -> !isKey(secret)).isPresent()) {
        reading.report(
            entry.place(),
            "is not 32 bytes in base64",
            "Make one with: head -c 32 /dev/urandom | base64");
      }
    }
  }

  private static boolean isKey(Secret secret) {
    try {
      byte[] text = secret.value().strip().getBytes(StandardCharsets.US_ASCII);
      return Base64.getDecoder().decode(text).length == SECRET_BYTES;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
