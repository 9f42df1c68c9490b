package dev.hayase.pipeline;

import dev.hayase.pipeline.LoaderSettings.Batch;
import dev.hayase.pipeline.yaml.Key;
import dev.hayase.pipeline.yaml.Kind;
import dev.hayase.pipeline.yaml.Reading;
import dev.hayase.pipeline.yaml.Refusal;
import dev.hayase.pipeline.yaml.Section;
import dev.hayase.pipeline.yaml.Values;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The keys under `loader`.
final class LoaderKeys {
  /// BigQuery takes 10 MB in one append; the rest is for what surrounds the rows.
  private static final ByteSize LARGEST_BATCH = ByteSize.ofMebibytes(9);

  private static final ByteSize LEAST_BATCH = new ByteSize(1 << 10);
  private static final Pattern DURATION_FORM = Pattern.compile("([0-9]{1,9}) ?(ms|s|m|h)");

  private static final Key<Integer> ROWS =
      Key.optional(
          "rows",
          Kind.integer("a number of rows", 1, 1_000_000),
          Batch.DEFAULT.rows(),
          "5000",
          "A batch goes out when it holds this many rows.");
  private static final Key<ByteSize> BYTES =
      Key.optional(
          "bytes",
          Kind.text("a size from 1KiB to 9MiB", LoaderKeys::batchSize),
          Batch.DEFAULT.bytes(),
          "4MiB",
          "A batch goes out when its rows are this large. BigQuery takes 10 MB in one append.");
  private static final Key<Duration> AGE =
      Key.optional(
          "age",
          Kind.text("a duration from 1ms to 1h", LoaderKeys::age),
          Batch.DEFAULT.age(),
          "200ms",
          "A batch goes out when its first row has waited this long, full or not.");
  private static final Section<Batch> BATCH_SECTION =
      Section.of(
          List.of(ROWS, BYTES, AGE),
          values -> new Batch(values.get(ROWS), values.get(BYTES), values.get(AGE)));

  private static final Key<ByteSize> MEMORY =
      Key.optional(
          "memory",
          Kind.text("a size", ByteSize::parse),
          LoaderSettings.DEFAULT.memory(),
          "128MiB",
          "How much the loader holds of rows that BigQuery has not acknowledged, over all tables. When it is full,"
              + " partitions pause.");
  private static final Key<Batch> BATCH =
      Key.optional(
          "batch", BATCH_SECTION, Batch.DEFAULT, "", "When rows are sent, whichever comes first.");

  static final Section<LoaderSettings> SECTION =
      new Section<>(
          List.of(MEMORY, BATCH),
          LoaderKeys::refuseTightMemory,
          values -> new LoaderSettings(values.get(MEMORY), values.get(BATCH)));

  private LoaderKeys() {}

  private static void refuseTightMemory(Values values, Reading reading) {
    ByteSize batch = values.find(BATCH).orElse(Batch.DEFAULT).bytes();
    values
        .find(MEMORY)
        .filter(memory -> memory.bytes() < 4 * batch.bytes())
        .ifPresent(_ ->
            reading.report(
                values.place(MEMORY),
                "is less than four batches of " + batch,
                "Write at least "
                    + new ByteSize(4 * batch.bytes())
                    + ", or make batch.bytes smaller"));
  }

  private static ByteSize batchSize(String text) {
    ByteSize size = ByteSize.parse(text);
    if (size.compareTo(LEAST_BATCH) < 0 || size.compareTo(LARGEST_BATCH) > 0) {
      throw new Refusal("is no size for a batch", "Write a size from 1KiB to 9MiB, as 4MiB");
    }
    return size;
  }

  private static Duration age(String text) {
    Matcher matcher = DURATION_FORM.matcher(text);
    if (matcher.matches()) {
      long amount = Long.parseLong(matcher.group(1));
      Duration age =
          switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
          };
      if (age.isPositive() && age.compareTo(Duration.ofHours(1)) <= 0) {
        return age;
      }
    }
    throw new Refusal(
        "is not a duration from 1ms to 1h", "Write a whole number and ms, s, m or h, as 200ms");
  }
}
