package dev.hayase.loader.kafka;

import dev.hayase.loader.batch.Assignment;
import dev.hayase.loader.batch.CommitNote;
import dev.hayase.loader.batch.Settled;
import dev.hayase.records.SourcePartition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What this member has committed, and commits. The polling thread's, but for [#claim] and
/// [#confirm], which any thread may call.
///
/// Every commit carries the generation of the group, so that a member that lost its partitions
/// commits nothing.
final class Offsets {
  private static final Logger LOG = LoggerFactory.getLogger(Offsets.class);
  private static final Duration COMMIT_LIMIT = Duration.ofSeconds(10);

  private final Queue<Claim> claims = new ConcurrentLinkedQueue<>();
  private final Map<TopicPartition, Held> held = new HashMap<>();

  /// Partitions of which more may be settled than is committed.
  private final Set<TopicPartition> unsure = new HashSet<>();

  private long numbers;

  /// Whether a commit of what is settled is on its way.
  private boolean committing;

  /// A partition of ours.
  ///
  /// @param offset that is committed, or would be
  /// @param note that is committed with it, or would be
  /// @param committed what was committed last by us
  /// @param lease of the assignment
  /// @param claim the number of the last claim, before the first one the lease
  private record Held(
      long offset, CommitNote note, Optional<Settled> committed, long lease, long claim) {}

  /// @param note empty for the one that is committed
  private record Claim(
      SourcePartition partition,
      long lease,
      Optional<CommitNote> note,
      CompletableFuture<Long> done) {}

  /// A number for the next assignment, greater than those of all leases and claims before it.
  long nextLease() {
    return ++numbers;
  }

  void assigned(TopicPartition partition, Assignment assignment) {
    held.put(
        partition,
        new Held(
            assignment.offset(),
            assignment.note(),
            Optional.empty(),
            assignment.lease(),
            assignment.lease()));
  }

  void revoked(Collection<TopicPartition> partitions) {
    partitions.forEach(held::remove);
  }

  /// Commits the partition's last committed offset again, with this note.
  ///
  /// @return the number of this claim, or -1 when the partition is not ours by this assignment
  CompletableFuture<Long> claim(SourcePartition partition, long lease, CommitNote note) {
    return claim(new Claim(partition, lease, Optional.of(note), new CompletableFuture<>()));
  }

  /// Commits again what is committed.
  CompletableFuture<Boolean> confirm(SourcePartition partition, long lease) {
    return claim(new Claim(partition, lease, Optional.empty(), new CompletableFuture<>()))
        .thenApply(number -> number >= 0);
  }

  private CompletableFuture<Long> claim(Claim claim) {
    claims.add(claim);
    return claim.done();
  }

  /// Commits what was claimed, once no other commit is on its way. A claim of a partition that is
  /// not ours, or not ours by the same assignment, is denied.
  void commitClaims(Consumer<?, ?> consumer) {
    if (claims.isEmpty()) {
      return;
    }
    awaitCommit(consumer);
    if (committing) {
      return;
    }
    List<Claim> open = new ArrayList<>();
    Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();
    Claim claim;
    while ((claim = claims.poll()) != null) {
      TopicPartition partition = Records.partition(claim.partition());
      Held own = held.get(partition);
      if (own == null || own.lease() != claim.lease()) {
        claim.done().complete(-1L);
      } else {
        open.add(claim);
        OffsetAndMetadata again =
            new OffsetAndMetadata(own.offset(), NoteText.write(claim.note().orElse(own.note())));
        if (claim.note().isPresent()) {
          commits.put(partition, again);
        } else {
          commits.putIfAbsent(partition, again);
        }
      }
    }
    if (open.isEmpty()) {
      return;
    }
    switch (commit(consumer, commits)) {
      case DONE -> open.forEach(this::granted);
      case NOT_NOW -> claims.addAll(open);
      case NOT_OURS -> open.forEach(denied -> denied.done().complete(-1L));
    }
  }

  private void granted(Claim claim) {
    if (claim.note().isEmpty()) {
      claim.done().complete(0L);
      return;
    }
    TopicPartition partition = Records.partition(claim.partition());
    long number = ++numbers;
    held.computeIfPresent(
        partition,
        (_, own) ->
            new Held(own.offset(), claim.note().get(), Optional.empty(), own.lease(), number));
    claim.done().complete(number);
  }

  /// Commits what is settled, where that is more than what is committed, without waiting: the poll
  /// goes on meanwhile. One such commit is on its way at a time.
  ///
  /// @param changed the partitions of which something else is settled than before
  /// @param position how far a partition is settled
  void commitSettled(
      Consumer<?, ?> consumer,
      Set<SourcePartition> changed,
      Function<SourcePartition, Optional<Settled>> position) {
    changed.forEach(partition -> unsure.add(Records.partition(partition)));
    Map<TopicPartition, Settled> news = committing ? Map.of() : news(position);
    if (!news.isEmpty()) {
      committing = true;
      consumer.commitAsync(
          commits(news),
          (commits, error) -> {
            committing = false;
            if (result(commits, Optional.ofNullable(error)) == Result.DONE) {
              committed(news);
            }
          });
    }
  }

  /// The same, and waits for it.
  void commitSettledNow(
      Consumer<?, ?> consumer,
      Set<SourcePartition> changed,
      Function<SourcePartition, Optional<Settled>> position) {
    changed.forEach(partition -> unsure.add(Records.partition(partition)));
    awaitCommit(consumer);
    Map<TopicPartition, Settled> news = news(position);
    if (!news.isEmpty() && commit(consumer, commits(news)) == Result.DONE) {
      committed(news);
    }
  }

  /// A commit that others followed while it was on its way would be undone by them: they would
  /// repeat positions from before it.
  private void awaitCommit(Consumer<?, ?> consumer) {
    if (committing) {
      commit(consumer, Map.of());
    }
  }

  /// What is news stays unsure until it is committed.
  private Map<TopicPartition, Settled> news(Function<SourcePartition, Optional<Settled>> position) {
    Map<TopicPartition, Settled> news = new HashMap<>();
    for (TopicPartition partition : unsure) {
      Held own = held.get(partition);
      if (own != null) {
        position
            .apply(Records.partition(partition))
            .filter(settled -> isNews(own, settled))
            .ifPresent(settled -> news.put(partition, settled));
      }
    }
    unsure.retainAll(news.keySet());
    return news;
  }

  /// The table's thread may not have heard yet of the last claim, or of this assignment: its note
  /// would undo that. When it has, what it settles has another claim, which is a change.
  private static boolean isNews(Held own, Settled settled) {
    return settled.claim() == own.claim()
        && settled.position() >= own.offset()
        && !own.committed().equals(Optional.of(settled));
  }

  private static Map<TopicPartition, OffsetAndMetadata> commits(Map<TopicPartition, Settled> news) {
    Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();
    news.forEach((partition, settled) ->
        commits.put(
            partition, new OffsetAndMetadata(settled.position(), NoteText.write(settled.note()))));
    return commits;
  }

  private void committed(Map<TopicPartition, Settled> news) {
    news.forEach((partition, settled) ->
        held.computeIfPresent(
            partition,
            (_, own) ->
                isNews(own, settled)
                    ? new Held(
                        settled.position(),
                        settled.note(),
                        Optional.of(settled),
                        own.lease(),
                        own.claim())
                    : own));
  }

  /// Whether everything that was received is settled and committed.
  boolean isCommitted(TopicPartition partition, long position) {
    Held own = held.get(partition);
    return own == null || own.offset() >= position;
  }

  private enum Result {
    DONE,
    NOT_NOW,
    NOT_OURS
  }

  private static Result commit(
      Consumer<?, ?> consumer, Map<TopicPartition, OffsetAndMetadata> commits) {
    try {
      consumer.commitSync(commits, COMMIT_LIMIT);
      return Result.DONE;
    } catch (KafkaException e) {
      return result(commits, Optional.of(e));
    }
  }

  private static Result result(
      Map<TopicPartition, OffsetAndMetadata> commits, Optional<Exception> error) {
    if (error.isEmpty()) {
      return Result.DONE;
    }
    return switch (error.get()) {
      case CommitFailedException lost -> notOurs(commits, lost);
      case FencedInstanceIdException lost -> notOurs(commits, lost);
      case RebalanceInProgressException _ -> Result.NOT_NOW;
      case Exception e -> {
        LOG.atWarn()
            .addKeyValue("partitions", commits.keySet())
            .addKeyValue("error", e.getMessage())
            .log("Offsets could not be committed; they are committed again later");
        yield Result.NOT_NOW;
      }
    };
  }

  private static Result notOurs(
      Map<TopicPartition, OffsetAndMetadata> commits, KafkaException error) {
    LOG.atWarn()
        .addKeyValue("partitions", commits.keySet())
        .addKeyValue("error", error.getMessage())
        .log("The group has moved on without this loader; its partitions are read again");
    return Result.NOT_OURS;
  }
}
