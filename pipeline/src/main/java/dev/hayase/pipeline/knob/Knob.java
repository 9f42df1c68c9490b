package dev.hayase.pipeline.knob;

import dev.hayase.pipeline.BatchText;
import dev.hayase.pipeline.ByteSize;
import dev.hayase.pipeline.TableSettings.Priority;
import dev.hayase.pipeline.yaml.NearestName;
import dev.hayase.pipeline.yaml.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// Something about a table that can be turned while it loads.
///
/// @param name as it is written
/// @param example a value
/// @param sentence what it does, for operators
/// @param form reads a value; refuses with a [Refusal]
public record Knob<T>(String name, String example, String sentence, Function<String, T> form) {
  private static final int MOST_IN_FLIGHT = 100;
  private static final int MOST_ROWS = 1_000_000;
  private static final ByteSize LEAST_RATE = new ByteSize(1 << 10);

  public static final Knob<Boolean> PAUSED =
      new Knob<>(
          "paused",
          "true",
          "Nothing of the table is polled and nothing is sent; what BigQuery has acknowledged is"
              + " committed, and the partitions stay where they are.",
          Knob::truth);
  public static final Knob<Priority> PRIORITY =
      new Knob<>(
          "priority",
          "high",
          "high, normal or low: whose rows go first when there is more than can be loaded.",
          text -> word(text, Priority.values()));
  public static final Knob<ByteSize> RATE =
      new Knob<>("rate", "5MiB", "Bytes of rows that are sent per second, at most.", Knob::rate);
  public static final Knob<Integer> IN_FLIGHT =
      new Knob<>(
          "in-flight",
          "4",
          "Requests of one stream that are sent and not answered, at most.",
          text -> whole(text, 1, MOST_IN_FLIGHT));
  public static final Knob<Integer> BATCH_ROWS =
      new Knob<>(
          "batch-rows",
          "2000",
          "A batch goes out when it holds this many rows.",
          text -> whole(text, 1, MOST_ROWS));
  public static final Knob<ByteSize> BATCH_BYTES =
      new Knob<>(
          "batch-bytes", "1MiB", "A batch goes out when its rows are this large.", BatchText::size);
  public static final Knob<Duration> BATCH_AGE =
      new Knob<>(
          "batch-age",
          "50ms",
          "A batch goes out when its first row has waited this long.",
          BatchText::age);

  /// All there are, as an operator reads them.
  public static final List<Knob<?>> ALL =
      List.of(PAUSED, PRIORITY, RATE, IN_FLIGHT, BATCH_ROWS, BATCH_BYTES, BATCH_AGE);

  /// The knob of that name.
  public static Optional<Knob<?>> named(String name) {
    return ALL.stream().filter(knob -> knob.name().equals(name)).findFirst();
  }

  /// The knob of that name.
  ///
  /// @throws Refusal when there is none
  public static Knob<?> require(String name) {
    return named(name)
        .orElseThrow(() -> {
          List<String> names = ALL.stream().map(Knob::name).toList();
          return new Refusal(
              "is no knob",
              NearestName.to(name, names)
                  .map(near -> "Did you mean " + near + "?")
                  .orElse("Knobs are " + String.join(", ", names)));
        });
  }

  private static Boolean truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new Refusal("is neither true nor false", "Write true or false");
    };
  }

  private static ByteSize rate(String text) {
    ByteSize size =
        ByteSize.parse(text.endsWith("/s") ? text.substring(0, text.length() - 2) : text);
    if (size.compareTo(LEAST_RATE) < 0) {
      throw new Refusal(
          "is less than a rate that leads anywhere",
          "Write at least " + LEAST_RATE + ", or pause the table with paused=true");
    }
    return size;
  }

  private static Integer whole(String text, int least, int most) {
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Said below, together with the numbers that are out of bounds.
    }
    throw new Refusal(
        "is not a whole number from " + least + " to " + most,
        "Write a whole number from " + least + " to " + most);
  }

  private static <E extends Enum<E>> E word(String text, E[] words) {
    List<String> names = Stream.of(words).map(w -> w.name().toLowerCase(Locale.ROOT)).toList();
    int index = names.indexOf(text);
    if (index < 0) {
      throw new Refusal(
          "is not one of " + String.join(", ", names), "Write one of " + String.join(", ", names));
    }
    return words[index];
  }
}
