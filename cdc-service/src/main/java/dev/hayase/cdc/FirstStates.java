package dev.hayase.cdc;

import dev.hayase.cdc.SourceStatus.Table;
import dev.hayase.cdc.SourceStatus.TableState;
import dev.hayase.cdc.change.CapturePosition;
import dev.hayase.cdc.change.TableRun;
import dev.hayase.cdc.source.TableInspection;
import dev.hayase.event.topic.ChangeTopic;
import dev.hayase.pipeline.Source;
import java.util.List;
import java.util.Optional;

/// What is said of a source's tables when a run of its capture begins.
///
/// @param captured the tables whose changes are captured
/// @param canReread whether a table can be read while the log is followed
record FirstStates(
    Source source, CapturePosition from, List<ChangeTopic> captured, boolean canReread) {

  List<Table> of(List<TableInspection> found) {
    return found.stream().map(this::of).toList();
  }

  private Table of(TableInspection table) {
    String obstacle =
        table.isEligible() && !captured.contains(table.topic())
            ? notCaptured(table.topic())
            : table.obstacle();
    Optional<TableRun> run = from.instructions().run(table.topic());
    return new Table(
        table.topic().name(),
        obstacle.isEmpty() ? state(run) : TableState.EXCLUDED,
        run.map(TableRun::scanned).orElse(0L),
        table.estimatedRows(),
        obstacle);
  }

  private TableState state(Optional<TableRun> run) {
    if (run.isPresent()) {
      return run.get().paused() ? TableState.PAUSED : TableState.SNAPSHOT;
    }
    return from.isStreaming() ? TableState.STREAMING : TableState.WAITING;
  }

  private String notCaptured(ChangeTopic table) {
    String remedy =
        canReread
            ? "Run: hayase add-table %s %s.%s"
                .formatted(source.name(), table.schema(), table.table())
            : source.snapshotRemedy();
    return from.instructions().removed().contains(table.name())
        ? "An operator removed it. " + remedy
        : "It was not there, or could not be captured, when the capture began: nobody has read its"
            + " rows. "
            + remedy;
  }
}
