package dev.hayase.loader.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.loader.batch.Assignment;
import dev.hayase.loader.batch.CommitNote;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OffsetsTest {
  private static final TopicPartition PARTITION = new TopicPartition("a.b.c", 0);
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

  private CompletableFuture<Long> claim(long lease, String stream) {
    return offsets.claim(Records.partition(PARTITION), lease, NOTE.announcing(stream));
  }

  private @Nullable OffsetAndMetadata committed() {
    return consumer.committed(Set.of(PARTITION)).get(PARTITION);
  }
}
