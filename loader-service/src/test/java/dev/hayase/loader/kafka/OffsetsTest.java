package dev.hayase.loader.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.loader.batch.Assignment;
import dev.hayase.loader.batch.CommitNote;
import dev.hayase.loader.batch.Settled;
import dev.hayase.records.SourcePartition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OffsetsTest {
  private static final TopicPartition PARTITION = new TopicPartition("a.b.c", 0);
  private static final Set<SourcePartition> CHANGED = Set.of(Records.partition(PARTITION));
  private static final CommitNote NOTE = CommitNote.NONE.of(Optional.of("topic"));

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
  private final Offsets offsets = new Offsets();

  OffsetsTest() {
    consumer.assign(List.of(PARTITION));
  }

  @Test
  void aClaimCommitsTheOffsetThatStandsWithTheStreamsName() {
    // Given
    long lease = offsets.nextLease();
    offsets.assigned(PARTITION, new Assignment(17, CommitNote.NONE, lease));

    // When
    CompletableFuture<Long> claim = claim(lease, "s1");
    offsets.commitClaims(consumer);

    // Then
    assertThat(claim.join()).isGreaterThan(lease);
    assertThat(committed())
        .isEqualTo(
            new OffsetAndMetadata(17, "{\"version\":1,\"topicId\":\"topic\",\"stream\":\"s1\"}"));
  }

  @Test
  void aClaimOfAPartitionThatWasTakenAwayIsDenied() {
    // Given
    long lease = offsets.nextLease();
    offsets.assigned(PARTITION, new Assignment(17, CommitNote.NONE, lease));
    CompletableFuture<Long> claim = claim(lease, "s1");

    // When
    offsets.revoked(Set.of(PARTITION));
    offsets.commitClaims(consumer);

    // Then
    assertThat(claim).isCompletedWithValue(-1L);
    assertThat(committed()).isNull();
  }

  @Test
  void aClaimThatComesLateDoesNotOverwriteWhatALaterAssignmentAnnounced() {
    // Given
    long former = offsets.nextLease();
    offsets.assigned(PARTITION, new Assignment(17, CommitNote.NONE, former));
    offsets.revoked(Set.of(PARTITION));
    long present = offsets.nextLease();
    offsets.assigned(PARTITION, new Assignment(20, CommitNote.NONE, present));
    CompletableFuture<Long> announced = claim(present, "s2");
    offsets.commitClaims(consumer);

    // When
    CompletableFuture<Long> late = claim(former, "s1");
    offsets.commitClaims(consumer);

    // Then
    assertThat(announced.join()).isPositive();
    assertThat(late).isCompletedWithValue(-1L);
    assertThat(committed())
        .isEqualTo(
            new OffsetAndMetadata(20, "{\"version\":1,\"topicId\":\"topic\",\"stream\":\"s2\"}"));
  }

  @Test
  void aClaimThatComesWhileACommitIsOnItsWayDoesNotUndoIt() {
    // Given
    LateConsumer late = new LateConsumer();
    late.assign(List.of(PARTITION));
    long lease = offsets.nextLease();
    offsets.assigned(PARTITION, new Assignment(17, CommitNote.NONE, lease));

    // When
    offsets.commitSettled(late, CHANGED, _ -> Optional.of(new Settled(20, NOTE, lease)));
    CompletableFuture<Long> claim = claim(lease, "s1");
    offsets.commitClaims(late);

    // Then
    assertThat(claim.join()).isGreaterThan(lease);
    assertThat(late.committed(Set.of(PARTITION)).get(PARTITION))
        .isEqualTo(
            new OffsetAndMetadata(20, "{\"version\":1,\"topicId\":\"topic\",\"stream\":\"s1\"}"));
  }

  @Test
  void whatIsSettledIsCommittedOnceAtATimeAndOnceOnly() {
    // Given
    LateConsumer late = new LateConsumer();
    late.assign(List.of(PARTITION));
    long lease = offsets.nextLease();
    offsets.assigned(PARTITION, new Assignment(17, CommitNote.NONE, lease));

    // When
    offsets.commitSettled(late, CHANGED, _ -> Optional.of(new Settled(20, NOTE, lease)));
    offsets.commitSettled(late, CHANGED, _ -> Optional.of(new Settled(30, NOTE, lease)));
    late.answer();
    offsets.commitSettled(late, Set.of(), _ -> Optional.of(new Settled(30, NOTE, lease)));
    late.answer();
    offsets.commitSettled(late, CHANGED, _ -> Optional.of(new Settled(30, NOTE, lease)));

    // Then
    assertThat(late.commits).containsExactly(20L, 30L);
  }

  @Test
  void whatCouldNotBeCommittedIsCommittedAgainThoughNothingElseIsSettled() {
    // Given
    LateConsumer late = new LateConsumer();
    late.assign(List.of(PARTITION));
    long lease = offsets.nextLease();
    offsets.assigned(PARTITION, new Assignment(17, CommitNote.NONE, lease));

    // When
    offsets.commitSettled(late, CHANGED, _ -> Optional.of(new Settled(20, NOTE, lease)));
    late.refuse(new RetriableCommitFailedException("the coordinator moves"));
    offsets.commitSettled(late, Set.of(), _ -> Optional.of(new Settled(20, NOTE, lease)));
    late.answer();

    // Then
    assertThat(late.commits).containsExactly(20L, 20L);
  }

  @Test
  void whatIsSettledUnderTheLastClaimIsCommittedThoughItWasLookedAtBefore() {
    // Given
    long lease = offsets.nextLease();
    offsets.assigned(PARTITION, new Assignment(17, CommitNote.NONE, lease));
    CompletableFuture<Long> claim = claim(lease, "s1");
    offsets.commitClaims(consumer);

    // When: the table's thread hears of the claim after its first row
    offsets.commitSettledNow(
        consumer, CHANGED, _ -> Optional.of(new Settled(18, NOTE.announcing("s0"), lease)));
    offsets.commitSettledNow(
        consumer, CHANGED, _ -> Optional.of(new Settled(18, NOTE.announcing("s1"), claim.join())));

    // Then
    assertThat(committed())
        .isEqualTo(
            new OffsetAndMetadata(18, "{\"version\":1,\"topicId\":\"topic\",\"stream\":\"s1\"}"));
  }

  /// Answers a commit that nobody waits for when it is told to, or, as Kafka's consumer does,
  /// before one that is waited for.
  private static final class LateConsumer extends MockConsumer<byte[], byte[]> {
    private final List<Long> commits = new ArrayList<>();
    private Runnable pending = () -> {};
    private Consumer<Exception> refusing = _ -> {};

    LateConsumer() {
      super("none");
    }

    @Override
    public synchronized void commitAsync(
        Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
      offsets.values().forEach(committed -> commits.add(committed.offset()));
      pending = () -> super.commitAsync(offsets, callback);
      refusing = error -> callback.onComplete(offsets, error);
    }

    void refuse(Exception error) {
      pending = () -> {};
      refusing.accept(error);
    }

    void answer() {
      Runnable answered = pending;
      pending = () -> {};
      answered.run();
    }

    @Override
    public synchronized void commitSync(
        Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
      answer();
      // Which calls the other one.
      super.commitSync(offsets, timeout);
      answer();
    }
  }

  private CompletableFuture<Long> claim(long lease, String stream) {
    return offsets.claim(Records.partition(PARTITION), lease, NOTE.announcing(stream));
  }

  private @Nullable OffsetAndMetadata committed() {
    return consumer.committed(Set.of(PARTITION)).get(PARTITION);
  }
}
