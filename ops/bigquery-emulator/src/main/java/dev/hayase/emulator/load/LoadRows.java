package dev.hayase.emulator.load;

import dev.hayase.emulator.store.BulkWrite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The rows of a load job's file, without the bad records that it may ignore. The messages are
/// BigQuery's (https://github.com/googleapis/python-bigquery/issues/186).
public final class LoadRows implements BulkWrite.Rows {
  private static final String PREFIX = "Error while reading data, error message: ";
  private static final int MESSAGES_KEPT = 5;

  private final RecordSource source;
  private final long maxBad;
  private final BooleanSupplier cancelled;
  private final List<String> problems = new ArrayList<>();
  private long rows;
  private long bad;

  LoadRows(RecordSource source, long maxBad, BooleanSupplier cancelled) {
    this.source = source;
    this.maxBad = maxBad;
    this.cancelled = cancelled;
  }

  /// @throws LoadFailure when there are too many bad records
  /// @throws java.util.concurrent.CancellationException when nobody wants the rows any more
  @Override
  public @Nullable Object @Nullable [] next() {
    while (true) {
      if (cancelled.getAsBoolean()) {
        throw new CancellationException();
      }
      try {
        @Nullable Object[] row = source.next();
        rows++;
        return row;
      } catch (BadValue problem) {
        refuse(problem.text());
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
  }

  private void refuse(String problem) {
    bad++;
    rows++;
    if (problems.size() < MESSAGES_KEPT) {
      problems.add(PREFIX + problem);
    }
    if (bad > maxBad) {
      List<String> messages = new ArrayList<>();
      messages.add(
          PREFIX
              + source.kind()
              + " encountered too many errors, giving up. Rows: "
              + rows
              + "; errors: "
              + bad
              + ". Please look into the errors[] collection for more details.");
      messages.addAll(problems);
      throw new LoadFailure(messages);
    }
  }

  /// How many records were ignored.
  public long bad() {
    return bad;
  }

  /// What was wrong with the first of them.
  public List<String> problems() {
    return List.copyOf(problems);
  }
}
