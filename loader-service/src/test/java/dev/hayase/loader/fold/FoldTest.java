package dev.hayase.loader.fold;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hayase.event.SequenceNumber;
import dev.hayase.event.control.ControlRecord;
import dev.hayase.event.control.ControlRecord.SnapshotEnd;
import dev.hayase.event.control.ControlRecord.SnapshotStart;
import dev.hayase.event.control.ControlRecord.Truncate;
import dev.hayase.event.topic.ChangeTopic;
import dev.hayase.event.wire.Headers;
import dev.hayase.records.SourcePartition;
import dev.hayase.records.SourceRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FoldTest {
  private static final ChangeTopic TOPIC = new ChangeTopic("school", "public", "learners");
  private static final SourcePartition PARTITION = new SourcePartition(TOPIC.name(), 0);
  private static final SequenceNumber ANY = new SequenceNumber(1, 1);

  private static final FoldRules USUAL = new FoldRules(true, true);
  private static final FoldRules KEEPING = new FoldRules(false, true);

  @Test
  void whereTheTablesKeyIsNotTheRecordsOnlyTruncatesAndSnapshotsCount() {
    List<SourceRecord> log =
        List.of(
            change(0, "a"),
            control(1, new Truncate(TOPIC, 1, 0, ANY)),
            change(2, "a"),
            change(3, "a"));
    assertThat(remaining(log, new Fold(0, 4, new FoldRules(true, false), FoldTest::isAny)))
        .containsExactly(2L, 3L);
  }

  @Test
  void theLastRecordOfEachKeyRemains() {
    List<SourceRecord> log =
        List.of(change(0, "a"), change(1, "b"), change(2, "a"), change(3, "c"), change(5, "a"));
    assertThat(remaining(log, new Fold(0, 6, USUAL, FoldTest::isAny))).containsExactly(1L, 3L, 5L);
  }

  @Test
  void aRecordThatCannotBeLoadedReplacesNothingAndIsReplacedByNothing() {
    // Given: of a the last but one, of b the last, of c the only record
    List<SourceRecord> log =
        List.of(
            change(0, "a"),
            change(1, "b"),
            change(2, "b"),
            change(3, "a"),
            change(4, "b"),
            change(5, "c"),
            change(6, "a"));
    Set<Long> unfit = Set.of(3L, 4L, 5L);

    // When
    Fold fold = new Fold(0, 7, USUAL, record -> !unfit.contains(record.offset()));

    // Then
    assertThat(remaining(log, fold)).containsExactly(2L, 3L, 4L, 5L, 6L);
  }

  @Test
  void whatLiesOutsideOfTheRangeChangesNothing() {
    List<SourceRecord> log =
        List.of(change(0, "a"), change(1, "a"), change(2, "b"), change(3, "a"));
    assertThat(remaining(log.subList(1, 4), new Fold(1, 3, USUAL, FoldTest::isAny)))
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void anEmptyRangeIsNeverRead() {
    Fold fold = new Fold(7, 7, USUAL, FoldTest::isAny);
    assertThat(fold.wantsPass()).isFalse();
    assertThat(fold.superseded().through()).isEqualTo(7);
  }

  @Test
  void aTombstoneIsNoChangeAndARecordWithoutAKeyHasNothingBehindIt() {
    List<SourceRecord> log =
        List.of(change(0, "a"), record(1, "a", null), change(2, null), change(3, null));
    assertThat(remaining(log, new Fold(0, 4, USUAL, FoldTest::isAny))).containsExactly(0L, 2L, 3L);
  }

  @Test
  void aTruncateOfAnotherCaptureHasNoHeader() {
    List<SourceRecord> log = List.of(change(0, "a"), change(1, null), change(2, "b"));
    FoldRules applying = new FoldRules(true, true, record -> record.offset() == 1);
    FoldRules ignoring = new FoldRules(false, true, record -> record.offset() == 1);

    assertThat(remaining(log, new Fold(0, 3, applying, FoldTest::isAny))).containsExactly(1L, 2L);
    assertThat(remaining(log, new Fold(0, 3, ignoring, FoldTest::isAny)))
        .containsExactly(0L, 1L, 2L);
  }

  @Test
  void nothingFromBeforeATruncateRemainsUnlessTruncatesAreIgnored() {
    List<SourceRecord> log =
        List.of(
            change(0, "a"),
            change(1, "b"),
            control(2, new Truncate(TOPIC, 1, 0, ANY)),
            change(3, "b"));
    assertThat(remaining(log, new Fold(0, 4, USUAL, FoldTest::isAny))).containsExactly(3L);
    assertThat(remaining(log, new Fold(0, 4, KEEPING, FoldTest::isAny))).containsExactly(0L, 3L);
  }

  @Test
  void nothingFromBeforeASnapshotThatEndedRemains() {
    List<SourceRecord> log =
        List.of(
            change(0, "ghost"),
            control(1, new SnapshotStart(TOPIC, 1, 0, "died", ANY)),
            change(2, "read by the one that died"),
            control(3, new SnapshotStart(TOPIC, 1, 0, "s", ANY)),
            change(4, "a"),
            control(5, new SnapshotEnd(TOPIC, 1, 0, "s", ANY)));
    assertThat(remaining(log, new Fold(0, 6, USUAL, FoldTest::isAny))).containsExactly(4L);
    assertThat(remaining(log, new Fold(0, 5, USUAL, FoldTest::isAny))).containsExactly(0L, 2L, 4L);
  }

  @Test
  void theEndOfASnapshotThatBeganBeforeTheRangeRemovesNothingOfIt() {
    List<SourceRecord> log =
        List.of(change(3, "a"), control(4, new SnapshotEnd(TOPIC, 1, 0, "s", ANY)));
    assertThat(remaining(log, new Fold(3, 5, USUAL, FoldTest::isAny))).containsExactly(3L);
  }

  @Test
  void aControlRecordThatNobodyCanReadRemovesNothing() {
    SourceRecord poison =
        new SourceRecord(
            PARTITION,
            1,
            0,
            null,
            "?".getBytes(UTF_8),
            List.of(new SourceRecord.Header(Headers.CONTROL, "truncate".getBytes(UTF_8))));
    assertThat(remaining(List.of(change(0, "a"), poison), new Fold(0, 2, USUAL, FoldTest::isAny)))
        .containsExactly(0L);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void anyLogFoldsToTheSameHoweverLittleIsRemembered(long seed) {
    // Given
    Random random = new Random(seed);
    List<SourceRecord> log = new ArrayList<>();
    Map<String, Long> lastByKey = new HashMap<>();
    long offset = 100;
    for (int i = 0; i < 3_000; i++) {
      offset += 1 + random.nextInt(3);
      String key = "key" + random.nextInt(400);
      log.add(change(offset, key));
      lastByKey.put(key, offset);
    }
    long end = offset + 1;

    // When
    Fold cramped = new Fold(100, end, USUAL, FoldTest::isAny, 16, 1 << 20);

    // Then
    assertThat(remaining(log, cramped))
        .containsExactlyElementsOf(lastByKey.values().stream().sorted().toList());
  }

  @Test
  void aPassThatBrokeOffBeginsAgain() {
    // Given
    List<SourceRecord> log = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      log.add(change(i, "key" + i % 100));
    }
    Fold fold = new Fold(0, 200, USUAL, FoldTest::isAny, 16, 1 << 20);

    // When
    for (int broken = 0; broken < 5; broken++) {
      log.subList(0, 150).forEach(fold::see);
      fold.again();
    }

    // Then
    assertThat(remaining(log, fold)).hasSize(100).allMatch(offset -> offset >= 100);
  }

  @Test
  void windowsOfTheRangeTogetherSayWhatTheWholeWouldSay() {
    // Given
    List<SourceRecord> log = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      log.add(change(i, "key" + i % 30));
    }

    // When
    List<Long> remaining = new ArrayList<>();
    long from = 0;
    while (from < 100) {
      Fold fold = new Fold(from, 100, USUAL, FoldTest::isAny, 1_000, 32);
      Superseded superseded = superseded(log, fold);
      for (long offset = from; offset < superseded.through(); offset++) {
        if (!superseded.contains(offset)) {
          remaining.add(offset);
        }
      }
      from = superseded.through();
    }

    // Then
    assertThat(remaining).hasSize(30).allMatch(offset -> offset >= 70);
  }

  @Test
  void whatWasNotReadThroughSaysNothing() {
    Fold fold = new Fold(0, 2, USUAL, FoldTest::isAny, 10, 1);
    assertThatThrownBy(fold::superseded).isInstanceOf(IllegalStateException.class);
    fold.passed();
    assertThatThrownBy(() -> fold.superseded().contains(1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static boolean isAny(SourceRecord record) {
    return true;
  }

  private static List<Long> remaining(List<SourceRecord> log, Fold fold) {
    Superseded superseded = superseded(log, fold);
    return log.stream()
        .filter(record -> record.header(Headers.CONTROL).isEmpty() && record.value() != null)
        .map(SourceRecord::offset)
        .filter(offset -> offset >= superseded.through() || !superseded.contains(offset))
        .toList();
  }

  private static Superseded superseded(List<SourceRecord> log, Fold fold) {
    while (fold.wantsPass()) {
      log.forEach(fold::see);
      fold.passed();
    }
    return fold.superseded();
  }

  private static SourceRecord change(long offset, @Nullable String key) {
    return record(offset, key, "{}");
  }

  private static SourceRecord record(long offset, @Nullable String key, @Nullable String value) {
    return new SourceRecord(PARTITION, offset, 0, utf8(key), utf8(value), List.of());
  }

  private static SourceRecord control(long offset, ControlRecord control) {
    return new SourceRecord(
        PARTITION,
        offset,
        0,
        null,
        control.toJson(),
        List.of(new SourceRecord.Header(Headers.CONTROL, control.kind().code().getBytes(UTF_8))));
  }

  private static byte @Nullable [] utf8(@Nullable String text) {
    return text == null ? null : text.getBytes(UTF_8);
  }
}
