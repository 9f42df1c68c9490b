package dev.hayase.log.http.kinesis;

import dev.hayase.log.event.Receipt;
import java.util.List;
import java.util.Optional;

/// What became of a record, which may have brought several events.
sealed interface PutResult {
  /// All of it is durable.
  ///
  /// @param shard the partition
  /// @param sequence made of the offset, so that later ones are greater, as numbers and as texts
  record Taken(String shard, String sequence) implements PutResult {}

  /// Some of it is not: the record has to be put again.
  record Again(String reason) implements PutResult {}

  /// Some of it cannot be stored at all.
  record Refused(String reason) implements PutResult {}

  /// What is durable and has no place in a shard: it is in the quarantine, or in the journal.
  Taken ELSEWHERE = new Taken(shard(0), "0");

  /// The worst of its events' receipts.
  static PutResult of(List<Receipt> receipts) {
    PutResult result = ELSEWHERE;
    Optional<PutResult> refused = Optional.empty();
    for (Receipt receipt : receipts) {
      switch (receipt) {
        case Receipt.Stored(var _, int partition, long offset) -> {
          if (partition >= 0) {
            result = new Taken(shard(partition), "1%019d".formatted(offset));
          }
        }
        case Receipt.Kept _ -> {}
        case Receipt.Retry(String reason) -> {
          return new Again(reason);
        }
        case Receipt.Refused(String reason) -> refused = Optional.of(new Refused(reason));
      }
    }
    return refused.orElse(result);
  }

  /// The name of a partition's shard.
  static String shard(int partition) {
    return "shardId-%012d".formatted(partition);
  }
}
