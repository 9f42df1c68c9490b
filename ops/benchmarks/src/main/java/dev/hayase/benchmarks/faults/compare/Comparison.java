package dev.hayase.benchmarks.faults.compare;

import dev.hayase.benchmarks.faults.workload.WorkloadTable;
import dev.hayase.local.LocalPipeline;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Holds every table against its topic.
public final class Comparison {
  private final String bootstrapServers;
  private final BigQueryReader bigQuery;

  public Comparison(String bootstrapServers, String restEndpoint) {
    this.bootstrapServers = bootstrapServers;
    this.bigQuery = new BigQueryReader(restEndpoint);
  }

  /// Compares, table by table.
  ///
  /// @param begun is told of each table before it is looked at
  public Tally compare(List<WorkloadTable> tables, Consumer<WorkloadTable> begun) {
    Tally tally = new Tally();
    try (TopicReader reader = new TopicReader(bootstrapServers)) {
      for (WorkloadTable table : tables) {
        begun.accept(table);
        compare(table, reader, tally);
      }
    }
    return tally;
  }

  private void compare(WorkloadTable table, TopicReader reader, Tally tally) {
    Set<String> columns = bigQuery.columns(WorkloadTable.SOURCE, table.name());
    if (columns.isEmpty()) {
      tally.missing("table " + table.name());
      return;
    }
    String name = "`%s.%s`".formatted(LocalPipeline.PROJECT, table.inBigQuery());
    ComparedRow row = new ComparedRow(table, columns);
    DeadLetters letters = new DeadLetters(table.topic().name(), tally);
    if (table.mirrored()) {
      new MirrorComparison(table, name, bigQuery, row, tally, letters).compare(reader);
    } else {
      new HistoryComparison(table, name, bigQuery, row, tally, letters).compare(reader);
    }
    letters.compare(reader);
  }
}
