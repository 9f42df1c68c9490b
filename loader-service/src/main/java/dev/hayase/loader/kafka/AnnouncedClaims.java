package dev.hayase.loader.kafka;

import dev.hayase.loader.batch.CommitNote;
import dev.hayase.loader.store.Claims;
import dev.hayase.records.SourcePartition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// Claims of streams whose names stand in `hayase.streams` as well, where no reset of the group's
/// offsets, no expired commit and no other way of delivery removes them.
///
/// A stream stands there before the group is asked. The group takes the claims of its present
/// generation only. So whoever has been given a partition since, and reads the topic to its end
/// then, finds every stream that was ever granted, and one that is announced later is not granted.
final class AnnouncedClaims implements Claims {
  private final StreamTopic streams;
  private final ReplayTopic replays;
  private final Offsets offsets;

  /// Streams that were announced here.
  private final Map<SourcePartition, Own> own = new ConcurrentHashMap<>();

  private record Own(long lease, String stream) {}

  AnnouncedClaims(StreamTopic streams, ReplayTopic replays, Offsets offsets) {
    this.streams = streams;
    this.replays = replays;
    this.offsets = offsets;
  }

  @Override
  public List<String> former(SourcePartition partition, long lease) {
    List<String> former = new ArrayList<>(streams.open(partition));
    Own ours = own.get(partition);
    if (ours != null && ours.lease() == lease) {
      former.remove(ours.stream());
    }
    replays.catchUp();
    former.addAll(replays.ask(book -> book.unended(partition.topic(), partition.partition())));
    return former;
  }

  @Override
  public CompletableFuture<Long> claim(SourcePartition partition, long lease, CommitNote note) {
    String stream = note.stream().orElseThrow();
    try {
      return streams
          .announce(partition, stream)
          .thenCompose(_ -> offsets.claim(partition, lease, note))
          .thenApply(number -> {
            if (number >= 0) {
              own.put(partition, new Own(lease, stream));
              streams.overBut(partition, stream);
            }
            return number;
          });
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public CompletableFuture<Boolean> confirm(SourcePartition partition, long lease) {
    return offsets.confirm(partition, lease);
  }
}
