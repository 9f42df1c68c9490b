package dev.hayase.cli.replay;

import dev.hayase.cli.screen.TextTable;
import dev.hayase.event.replay.OffsetRange;
import dev.hayase.pipeline.TableSettings.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a replay would do, for people to read before it does.
///
/// @param when the time range, in words
/// @param bytesPerSecond the cap
/// @param warnings about the topic
public record ReplayPlan(
    LoadedTable table,
    String when,
    List<PartitionPlan> partitions,
    long bytesPerSecond,
    List<String> warnings) {
  public ReplayPlan {
    partitions = List.copyOf(partitions);
    warnings = List.copyOf(warnings);
  }

  /// The offsets to be loaded, without partitions that have none.
  public SortedMap<Integer, OffsetRange> ranges() {
    SortedMap<Integer, OffsetRange> ranges = new TreeMap<>();
    for (PartitionPlan partition : partitions) {
      if (!partition.range().isEmpty()) {
        ranges.put(partition.partition(), partition.range());
      }
    }
    return ranges;
  }

  /// What is no longer there.
  public List<String> gaps() {
    return partitions.stream().map(PartitionPlan::gap).flatMap(Optional::stream).toList();
  }

  /// How long it takes at the cap. A mirror's log is read twice: once to fold it.
  public Duration duration() {
    long bytes = partitions.stream().mapToLong(PartitionPlan::bytes).sum();
    long read = table.mode() == Mode.MIRROR ? bytes * 2 : bytes;
    return Duration.ofMillis(read * 1000 / bytesPerSecond);
  }

  /// The plan in lines.
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("Replay of " + table.topic() + " into " + table.target() + " (" + kind() + ")");
    lines.add(when);
    lines.add("");
    lines.addAll(new TextTable(HEADING, rows()).lines());
    lines.add("");
    int sampled = partitions.stream().mapToInt(PartitionPlan::sampled).sum();
    lines.add(
        "Records and bytes (uncompressed) are estimates from a sample of %,d records."
            .formatted(sampled));
    lines.add(
        "At most %s/s, which takes about %s. The live flow goes on beside it."
            .formatted(Amounts.bytes(bytesPerSecond), Amounts.duration(duration())));
    lines.add(
        switch (table.mode()) {
          case MIRROR ->
              "The log is read to its present end, whatever the end of the range, and folded: of"
                  + " each key the last record only is written.";
          case HISTORY, APPEND ->
              "Rows that the table has are skipped by _kafka_partition and _kafka_offset; only"
                  + " missing ones are written.";
        });
    lines.add(
        "Downstream: "
            + table.target()
            + " and the views over it; no aggregation reads this topic. Until the replay is done,"
            + " the table is complete only up to where it stands.");
    gaps().forEach(gap -> lines.add("Gap: " + gap));
    warnings.forEach(warning -> lines.add("Warning: " + warning));
    return lines;
  }

  private static final List<String> HEADING =
      List.of("partition", "from", "to", "offsets", "records", "bytes", "note");

  private List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    for (PartitionPlan partition : partitions) {
      rows.add(
          row(
              Integer.toString(partition.partition()),
              partition.range(),
              partition.records(),
              partition.bytes(),
              partition.note().orElse("")));
    }
    long offsets = partitions.stream().mapToLong(p -> p.range().size()).sum();
    long records = partitions.stream().mapToLong(PartitionPlan::records).sum();
    long bytes = partitions.stream().mapToLong(PartitionPlan::bytes).sum();
    rows.add(
        List.of(
            "total",
            "",
            "",
            "%,d".formatted(offsets),
            "%,d".formatted(records),
            Amounts.bytes(bytes),
            ""));
    return rows;
  }

  private static List<String> row(
      String partition, OffsetRange range, long records, long bytes, String note) {
    return List.of(
        partition,
        Long.toString(range.from()),
        Long.toString(range.to()),
        "%,d".formatted(range.size()),
        "%,d".formatted(records),
        Amounts.bytes(bytes),
        note);
  }

  private String kind() {
    return switch (table.mode()) {
      case MIRROR -> "mirror";
      case HISTORY -> "history";
      case APPEND -> "append";
    };
  }
}
