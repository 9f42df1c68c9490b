package dev.hayase.loader.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hayase.event.wire.Json;
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
import tools.jackson.databind.node.ObjectNode;

class NoteTextTest {
  @Test
  void aNoteComesBackAsItWasWritten() {
    CommitNote note =
        new CommitNote(
            Optional.of("projects/p/s"), 42, List.of("truncate:1@2"), Optional.of("topic"), 77);
    assertThat(NoteText.write(note))
        .isEqualTo(
            """
            {"version":1,"topicId":"topic","stream":"projects/p/s","rows":42,"foldTo":77,"passed":["truncate:1@2"]}\
            """);
    assertThat(NoteText.read(NoteText.write(note))).isEqualTo(note);
    CommitNote unknown =
        new CommitNote(Optional.empty(), Ledger.UNKNOWN, List.of(), Optional.empty(), 0);
    assertThat(NoteText.read(NoteText.write(unknown))).isEqualTo(unknown);
  }

  @Test
  void whatTheFirstVersionWroteIsRead() {
    assertThat(
            NoteText.read(
                """
                {"version":1,"topicId":"topic","stream":"projects/p/s","rows":42,"passed":["truncate:1@2"]}\
                """))
        .isEqualTo(
            new CommitNote(
                Optional.of("projects/p/s"), 42, List.of("truncate:1@2"), Optional.of("topic"), 0));
  }

  @Test
  void whatALaterVersionAddsIsPassedOver() {
    assertThat(
            NoteText.read(
                """
                {"version":1,"topicId":"topic","later":{"a":[1]},"rows":42,"more":true}\
                """))
        .isEqualTo(new CommitNote(Optional.empty(), 42, List.of(), Optional.of("topic"), 0));
  }

  /// The first version reads by names and passes over others: whatever is added, these stay.
  @Test
  void whatTheFirstVersionReadsKeepsItsNamesAndForms() {
    CommitNote note =
        new CommitNote(
            Optional.of("projects/p/s"), 42, List.of("truncate:1@2"), Optional.of("topic"), 77);
    ObjectNode written = (ObjectNode) Json.read(NoteText.write(note).getBytes(UTF_8), "", d -> d);
    assertThat(written.get("version").asInt()).isEqualTo(1);
    assertThat(written.get("topicId").asString()).isEqualTo("topic");
    assertThat(written.get("stream").asString()).isEqualTo("projects/p/s");
    assertThat(written.get("rows").asLong(-1)).isEqualTo(42);
    assertThat(written.get("passed").get(0).asString()).isEqualTo("truncate:1@2");
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
            Optional.of("t"),
            0);
    String text = NoteText.write(note);
    assertThat(text.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(4_096);
    assertThat(NoteText.read(text).stream()).isEqualTo(note.stream());
  }
}
