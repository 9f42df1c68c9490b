package dev.hayase.loader.delivery;

import dev.hayase.loader.fold.FoldRules;
import dev.hayase.records.SourceRecord;
import dev.hayase.records.table.TableMode;
import dev.hayase.records.table.TableRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// The runs beside the live flow, each with what is known of its records, as if it were one more
/// partition.
final class Sides {
  private final TableRef table;
  private final TableMode wanted;
  private final FoldRules rules;
  private final Supplier<Loadable> loadables;
  private final TableContext context;
  private final Map<Integer, PartitionLoad> live;
  private final Lanes lanes;
  private final Settlement settlement;
  private final Map<SideRun, PartitionLoad> loads = new HashMap<>();

  /// @param rules what makes a mirror's record needless
  /// @param loadables makes one that tells which records the table takes
  Sides(
      TableRef table,
      TableMode wanted,
      FoldRules rules,
      Supplier<Loadable> loadables,
      TableContext context,
      Map<Integer, PartitionLoad> live,
      Lanes lanes,
      Settlement settlement) {
    this.table = table;
    this.wanted = wanted;
    this.rules = rules;
    this.loadables = loadables;
    this.context = context;
    this.live = live;
    this.lanes = lanes;
    this.settlement = settlement;
  }

  /// What is known of the runs' records.
  Collection<PartitionLoad> loads() {
    return loads.values();
  }

  void begin(SideRun run) {
    PartitionLoad beside = live.get(run.partition().partition());
    if (beside == null || beside.isHalted()) {
      run.deny();
      return;
    }
    loads.put(run, new PartitionLoad(run, beside.assignment.lease()));
    run.begins(
        new SideGround(
            context,
            table,
            run.partition(),
            wanted,
            rules,
            loadables.get(),
            beside.position(),
            beside.assignment));
  }

  void receive(SideRun run, List<SourceRecord> records, long nextOffset) {
    PartitionLoad load = loads.get(run);
    if (load == null) {
      records.forEach(settlement::returned);
    } else {
      load.receive(records, nextOffset).forEach(settlement::returned);
    }
  }

  void end(SideRun run) {
    PartitionLoad load = loads.remove(run);
    if (load != null) {
      lanes.end(load);
      load.queue.forEach(settlement::returned);
    }
  }

  /// The partition is no longer ours.
  void revoke(int partition) {
    for (SideRun run : new ArrayList<>(loads.keySet())) {
      if (run.partition().partition() == partition) {
        end(run);
      }
    }
  }

  void publish() {
    loads.forEach((run, load) -> run.settledThrough(load.position()));
  }
}
