package dev.hayase.pipeline;

import dev.hayase.pipeline.LoaderSettings.Batch;
import dev.hayase.pipeline.yaml.Key;
import dev.hayase.pipeline.yaml.Kind;
import dev.hayase.pipeline.yaml.Reading;
import dev.hayase.pipeline.yaml.Section;
import dev.hayase.pipeline.yaml.Values;
import java.time.Duration;
import java.util.List;

/// The keys under `loader`.
final class LoaderKeys {
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
          Kind.text("a size from 1KiB to 9MiB", BatchText::size),
          Batch.DEFAULT.bytes(),
          "4MiB",
          "A batch goes out when its rows are this large. BigQuery takes 10 MB in one append.");
  private static final Key<Duration> AGE =
      Key.optional(
          "age",
          Kind.text("a duration from 1ms to 1h", BatchText::age),
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
          "How much the loader holds of rows that BigQuery has not acknowledged, over all tables."
              + " When it is full, partitions pause.");
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
}
