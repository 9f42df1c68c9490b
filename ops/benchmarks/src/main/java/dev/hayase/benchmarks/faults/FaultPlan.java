package dev.hayase.benchmarks.faults;

import dev.hayase.benchmarks.faults.plan.FaultKind;
import dev.hayase.benchmarks.faults.plan.Schedule;
import dev.hayase.benchmarks.faults.workload.Workload;
import dev.hayase.benchmarks.faults.workload.WorkloadTable;
import java.util.List;

/// What a run will do: nothing but its seed and its sizes decide it.
public record FaultPlan(long seed, long rows, List<WorkloadTable> tables, Schedule schedule) {
  public FaultPlan {
    tables = List.copyOf(tables);
  }

  /// Draws a plan.
  ///
  /// @param kinds of fault, to draw from
  /// @param realRefill whether ten real minutes without quota follow in the end
  public static FaultPlan of(
      long seed, int count, long rows, List<FaultKind> kinds, boolean realRefill) {
    List<WorkloadTable> tables = WorkloadTable.all(rows);
    Schedule schedule = Schedule.draw(seed, count, kinds, tables);
    return new FaultPlan(seed, rows, tables, realRefill ? schedule.withRealRefill() : schedule);
  }

  /// What is written, from its beginning.
  public Workload workload() {
    return new Workload(seed, tables, rows);
  }
}
