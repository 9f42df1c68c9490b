package dev.hayase.benchmarks.faults.plan;

import dev.hayase.benchmarks.faults.workload.WorkloadTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Faults, one after the other, each after a pause.
public record Schedule(long seed, List<Planned> faults) {

  /// @param after how long after the end of the fault before it
  public record Planned(int number, Duration after, Fault fault) {
    /// For people.
    public String text() {
      return "%3d  %-24s %s".formatted(number, fault.kind().code(), fault.text());
    }
  }

  public Schedule {
    faults = List.copyOf(faults);
  }

  /// Draws. Kinds come as cards from a shuffled pack, so that none is missing among many and none
  /// comes three times in a row.
  ///
  /// @param kinds what the pack holds
  public static Schedule draw(
      long seed, int count, List<FaultKind> kinds, List<WorkloadTable> tables) {
    Random random = new Random(seed);
    FaultDraw draw = new FaultDraw(random, tables);
    List<FaultKind> pack = new ArrayList<>();
    List<Planned> faults = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      if (pack.isEmpty()) {
        pack.addAll(kinds);
        Collections.shuffle(pack, random);
      }
      Duration after = Duration.ofMillis(500 + random.nextInt(3_500));
      faults.add(new Planned(number, after, draw.of(pack.removeLast())));
    }
    return new Schedule(seed, faults);
  }

  /// The same, followed by a quota that is refilled after ten real minutes.
  public Schedule withRealRefill() {
    List<Planned> more = new ArrayList<>(faults);
    more.add(new Planned(faults.size() + 1, Duration.ofSeconds(2), FaultDraw.realRefill()));
    return new Schedule(seed, more);
  }
}
