package dev.hayase.loader.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hayase.event.wire.WireVersion.UnknownWireVersionException;
import dev.hayase.loader.batch.CommitNote;
import dev.hayase.loader.batch.Ledger;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoteTextTest {
  @Test
  void aNoteComesBackAsItWasWritten() {
    CommitNote note =
        new CommitNote(
            Optional.of("projects/p/s"), 42, List.of("truncate:1@2"), Optional.of("topic"));
    assertThat(NoteText.write(note))
        .isEqualTo(
            "{\"version\":1,\"topicId\":\"topic\",\"stream\":\"projects/p/s\",\"rows\":42,\"passed\":[\"truncate:1@2\"]}");
    assertThat(NoteText.read(NoteText.write(note))).isEqualTo(note);
    CommitNote unknown =
        new CommitNote(Optional.empty(), Ledger.UNKNOWN, List.of(), Optional.empty());
    assertThat(NoteText.read(NoteText.write(unknown))).isEqualTo(unknown);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " ", "somebody else's", "{}", "[]"})
  void whatIsNotOursTellsNothing(String metadata) {
    assertThat(NoteText.read(metadata)).isEqualTo(CommitNote.NONE);
  }

  @Test
  void aNewerVersionIsNotGuessedAt() {
    assertThatThrownBy(() -> NoteText.read("{\"version\":2}"))
        .isInstanceOf(UnknownWireVersionException.class);
  }

  @Test
  void aNoteStaysWithinWhatBrokersTake() {
    CommitNote note =
        new CommitNote(
            Optional.of("s".repeat(3_000)),
            1,
            Collections.nCopies(20, "p".repeat(100)),
            Optional.of("t"));
    String text = NoteText.write(note);
    assertThat(text.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(4_096);
    assertThat(NoteText.read(text).stream()).isEqualTo(note.stream());
  }
}
