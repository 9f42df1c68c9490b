package dev.hayase.log.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hayase.log.event.EventTimes;
import dev.hayase.log.event.Judged;
import dev.hayase.log.event.Quarantined;
import dev.hayase.log.event.Quarantined.Code;
import dev.hayase.log.event.StreamEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final long SIZE = 1 << 20;
  private static final int FRAME = 8;

  @TempDir private Path folder;

  @Test
  void entriesComeBackInTheirOrderWhoeverOpensItAgain() throws Exception {
    // Given
    try (Journal journal = journal(folder, SIZE)) {
      append(journal, "one", "two", "three");
    }

    // When
    List<String> read;
    try (Journal journal = journal(folder, SIZE)) {
      append(journal, "four");
      read = read(journal);
    }

    // Then
    assertThat(read).containsExactly("one", "two", "three", "four");
  }

  @Test
  void whatIsDoneWithDoesNotComeBackAndItsFilesAreGone() throws Exception {
    // Given
    try (Journal journal = journal(folder, SIZE)) {
      append(journal, "one", "two", "three");
      journal.done(journal.next(4));
    }

    // When
    try (Journal journal = journal(folder, SIZE)) {
      List<String> read = read(journal);
      journal.done(journal.next(SIZE));

      // Then
      assertThat(read).containsExactly("two", "three");
      assertThat(journal.isEmpty()).isTrue();
      assertThat(journal.bytes()).isZero();
      assertThat(segments()).isEmpty();
    }
    try (Journal journal = journal(folder, SIZE)) {
      assertThat(read(journal)).isEmpty();
      append(journal, "four");
      assertThat(read(journal)).containsExactly("four");
    }
  }

  @Test
  void anEntryThatADyingProcessDidNotFinishIsNotThere() throws Exception {
    // Given
    try (Journal journal = journal(folder, SIZE)) {
      append(journal, "whole", "torn");
    }
    Path file = segments().getFirst();
    for (int kept = (int) Files.size(file) - 1; kept > FRAME + "whole".length(); kept--) {
      cut(file, kept);

      // When
      try (Journal journal = journal(folder, SIZE)) {
        // Then
        assertThat(read(journal)).as("%d bytes", kept).containsExactly("whole");
      }
    }
  }

  @Test
  void aFileWithADamagedEntryIsKeptForThoseWhoWantToLook() throws Exception {
    // Given
    try (Journal journal = journal(folder, SIZE)) {
      append(journal, "whole", "damaged", "behind");
    }
    Path file = segments().getFirst();
    byte[] bytes = Files.readAllBytes(file);
    bytes[FRAME + "whole".length() + FRAME] ^= 1;
    Files.write(file, bytes);

    // When
    try (Journal journal = journal(folder, SIZE)) {
      List<String> read = read(journal);
      journal.done(journal.next(SIZE));

      // Then
      assertThat(read).containsExactly("whole");
    }
    assertThat(segments()).isEmpty();
    assertThat(folder.resolve(file.getFileName() + ".damaged")).hasBinaryContent(bytes);
  }

  @Test
  void whatDoesNotFitIsRefusedUntilSomethingIsDoneWith() throws Exception {
    // Given
    try (Journal journal = journal(folder, 100)) {
      append(journal, "x".repeat(40));
      append(journal, "x".repeat(30));

      // When
      CompletableFuture<String> refused = appending(journal, "too much");
      journal.done(journal.next(1));
      CompletableFuture<String> taken = appending(journal, "now");

      // Then
      assertThat(refused).isCompletedWithValue("The journal is full");
      assertThat(taken.get()).isEmpty();
      assertThat(read(journal)).containsExactly("x".repeat(30), "now");
    }
  }

  @Test
  void nothingIsTakenBeforeTheWatermarkWaitsForItAndThatOutlivesTheProcess() throws Exception {
    // Given
    String instance;
    try (Journal journal = new Journal(folder, SIZE)) {
      instance = journal.instance();
      assertThat(appending(journal, "early"))
          .isCompletedWithValue("Kafka cannot be reached, and knows nothing of the journal yet");
      journal.hold();
    }

    // When
    try (Journal journal = new Journal(folder, SIZE)) {
      append(journal, "now");

      // Then
      assertThat(journal.instance()).isEqualTo(instance);
      assertThat(journal.release()).isFalse();
      journal.done(journal.next(SIZE));
      assertThat(journal.release()).isTrue();
      assertThat(appending(journal, "late").get()).isNotEmpty();
    }
  }

  @Test
  void aFolderBelongsToOneProcessAtATime() {
    try (Journal _ = journal(folder, SIZE)) {
      assertThatThrownBy(() -> journal(folder, SIZE))
          .isInstanceOf(UncheckedIOException.class)
          .hasRootCauseMessage("another log-service has it: give each one a folder of its own");
    }
  }

  @Test
  void anEventIsTheSameAfterwards() {
    // Given
    StreamEvent event =
        new StreamEvent(
            "clicks",
            "web",
            "e1",
            Optional.of("track"),
            new EventTimes(
                Optional.of(Instant.parse("2026-11-23T10:00:00.123456789Z")),
                Optional.empty(),
                Instant.parse("2026-11-23T10:00:01Z"),
                Duration.ofNanos(-1)),
            null,
            "{\"é\":1}".getBytes(UTF_8));
    Quarantined kept =
        new Quarantined(
            "clicks",
            "web",
            "events",
            "e2",
            Instant.EPOCH,
            Code.TOO_LARGE,
            "why",
            "what",
            "",
            new byte[] {0, 1});

    // When
    Judged fit = EntryBytes.read(EntryBytes.of(new Judged.Fit(event)));
    Judged unfit = EntryBytes.read(EntryBytes.of(new Judged.Unfit(kept)));

    // Then
    assertThat(fit).usingRecursiveComparison().isEqualTo(new Judged.Fit(event));
    assertThat(unfit).usingRecursiveComparison().isEqualTo(new Judged.Unfit(kept));
  }

  private static void append(Journal journal, String... entries) throws Exception {
    List<CompletableFuture<String>> all = new ArrayList<>();
    for (String entry : entries) {
      all.add(appending(journal, entry));
    }
    for (CompletableFuture<String> each : all) {
      assertThat(each.get()).isEmpty();
    }
  }

  /// Completes with nothing, or with why it failed.
  private static CompletableFuture<String> appending(Journal journal, String entry) {
    CompletableFuture<String> outcome = new CompletableFuture<>();
    journal.append(
        entry.getBytes(UTF_8),
        new Journal.Written() {
          @Override
          public void done() {
            outcome.complete("");
          }

          @Override
          public void failed(String reason) {
            outcome.complete(reason);
          }
        });
    return outcome;
  }

  private static List<String> read(Journal journal) throws Exception {
    return journal.next(SIZE).stream().map(entry -> new String(entry, UTF_8)).toList();
  }

  private List<Path> segments() throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".journal")).sorted().toList();
    }
  }

  private static void cut(Path file, long length) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(length);
    }
  }

  /// One for which the watermark waits.
  private static Journal journal(Path folder, long size) {
    Journal journal = new Journal(folder, size);
    journal.hold();
    return journal;
  }
}
