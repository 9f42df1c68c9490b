package dev.hayase.loader.delivery;

import dev.hayase.loader.fold.FoldRules;
import dev.hayase.loader.fold.Superseded;
import dev.hayase.records.SourceRecord;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a mirror from loading what is superseded, where its records may have been loaded before:
/// after an offset reset, or when the commit has expired. Such a range is folded first, and its
/// partition waits for that.
///
/// How far the range reaches stands in the commit's note until the position is beyond it, so that a
/// successor folds what is left of it.
final class Folds {
  private static final Logger LOG = LoggerFactory.getLogger(Folds.class);
  private static final long RETRY_MILLIS = 1_000;

  private final TableContext context;
  private final FoldRules rules;
  private final Supplier<Loadable> loadables;
  private final Trouble trouble;
  private final Consumer<Mail> post;

  /// @param loadables makes one that tells which records the table takes
  Folds(
      TableContext context,
      FoldRules rules,
      Supplier<Loadable> loadables,
      Trouble trouble,
      Consumer<Mail> post) {
    this.context = context;
    this.rules = rules;
    this.loadables = loadables;
    this.trouble = trouble;
    this.post = post;
  }

  /// What becomes of a mirror's record.
  enum Ruling {
    LOAD,
    SKIP,
    WAIT
  }

  /// Rules over the record at the head of the queue; when it has to wait, the queue waits from now
  /// on.
  Ruling of(PartitionLoad load, SourceRecord record) {
    if (record.offset() >= load.foldTo) {
      return Ruling.LOAD;
    }
    Superseded known = load.superseded;
    if (known != null && record.offset() < known.through()) {
      return record.key() != null && known.contains(record.offset()) ? Ruling.SKIP : Ruling.LOAD;
    }
    begin(load, known == null ? record.offset() : known.through());
    return Ruling.WAIT;
  }

  private void begin(PartitionLoad load, long from) {
    LOG.atInfo()
        .addKeyValue("partition", load.partition)
        .addKeyValue("from", from)
        .addKeyValue("to", load.foldTo)
        .log("Records that may have been loaded before are folded to the last of each key");
    trouble.waiting(load, "folding", "records that may have been loaded before are being folded");
    load.superseded = null;
    load.folding = true;
    long end = load.foldTo;
    Loadable loadable = loadables.get();
    context
        .elsewhere()
        .execute(() -> {
          try {
            context
                .folding()
                .fold(load.partition, from, end, rules, loadable, () -> load.folding)
                .ifPresent(found -> post.accept(new Mail.Folded(load, Optional.of(found))));
          } catch (RuntimeException e) {
            LOG.atWarn()
                .addKeyValue("partition", load.partition)
                .addKeyValue("error", e.getMessage())
                .log("Folding failed; it is tried again");
            post.accept(new Mail.Folded(load, Optional.empty()));
          }
        });
  }

  /// A range was folded, or could not be.
  void folded(Mail.Folded folded, long nowMillis) {
    PartitionLoad load = folded.load();
    load.folding = false;
    if (folded.superseded().isPresent()) {
      load.superseded = folded.superseded().get();
      trouble.over(load);
    } else {
      load.blockedUntilMillis = Math.max(load.blockedUntilMillis, nowMillis + RETRY_MILLIS);
    }
  }

  /// The partition is no longer ours.
  void revoke(PartitionLoad load) {
    load.folding = false;
    trouble.over(load);
  }
}
