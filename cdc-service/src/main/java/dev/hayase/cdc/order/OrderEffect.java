package dev.hayase.cdc.order;

import dev.hayase.cdc.change.CapturePosition;
import dev.hayase.cdc.change.Instructions;
import dev.hayase.cdc.change.LogPlace;
import dev.hayase.cdc.change.TableRun;
import dev.hayase.cdc.source.TableInspection;
import dev.hayase.event.SequenceNumber;
import dev.hayase.event.order.CaptureOrder;
import dev.hayase.event.order.CaptureOrder.AddTable;
import dev.hayase.event.order.CaptureOrder.CancelSnapshot;
import dev.hayase.event.order.CaptureOrder.Pause;
import dev.hayase.event.order.CaptureOrder.PauseSnapshot;
import dev.hayase.event.order.CaptureOrder.RemoveTable;
import dev.hayase.event.order.CaptureOrder.RestartFromNow;
import dev.hayase.event.order.CaptureOrder.Resume;
import dev.hayase.event.order.CaptureOrder.ResumeSnapshot;
import dev.hayase.event.order.CaptureOrder.SnapshotTable;
import dev.hayase.event.topic.ChangeTopic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/// What becomes of an order.
public sealed interface OrderEffect {

  /// It is carried out once this position is written.
  record Done(CapturePosition position) implements OrderEffect {}

  /// It cannot be carried out.
  ///
  /// @param reason with the remedy
  record Refused(String reason) implements OrderEffect {}

  /// @param position where the capture stands
  /// @param now when the order is carried out
  static OrderEffect of(
      CapturePosition position, CaptureOrder order, Surroundings at, Instant now) {
    Instructions before = position.instructions();
    return switch (order) {
      case Pause _ ->
          before.pausedSince().isPresent()
              ? new Refused("source '%s' is paused already".formatted(at.source()))
              : new Done(position.with(before.paused(Optional.of(now))));
      case Resume _ ->
          before.pausedSince().isEmpty()
              ? new Refused("source '%s' is not paused".formatted(at.source()))
              : new Done(position.with(before.paused(Optional.empty())));
      case SnapshotTable(ChangeTopic table, Optional<String> where) ->
          snapshot(position, table, where, at);
      case AddTable(ChangeTopic table) -> add(position, table, at);
      case RemoveTable(ChangeTopic table) -> remove(position, table);
      case RestartFromNow(boolean resnapshot) -> restart(position, resnapshot, at, now);
      case PauseSnapshot(ChangeTopic table) ->
          changed(position, table, before.changing(table, run -> run.pausing(true)));
      case ResumeSnapshot(ChangeTopic table) ->
          changed(position, table, before.changing(table, run -> run.pausing(false)));
      case CancelSnapshot(ChangeTopic table) -> changed(position, table, before.without(table));
    };
  }

  private static OrderEffect changed(
      CapturePosition position, ChangeTopic table, Instructions after) {
    return position.instructions().run(table).isPresent()
        ? new Done(position.with(after))
        : new Refused("table %s is not being read anew".formatted(table));
  }

  private static OrderEffect snapshot(
      CapturePosition position, ChangeTopic table, Optional<String> where, Surroundings at) {
    Optional<String> obstacle = obstacle(position, table, at);
    if (obstacle.isPresent()) {
      return new Refused(obstacle.get());
    }
    if (!position.tables().contains(table.name())) {
      return new Refused(
          "table %s is not captured. Run: hayase add-table %s %s.%s"
              .formatted(table, at.source(), table.schema(), table.table()));
    }
    if (position.instructions().run(table).isPresent()) {
      return new Refused(
          "table %s is being read anew already. Wait for its end, or cancel it".formatted(table));
    }
    return where
        .flatMap(text -> at.problem(table, text))
        .<OrderEffect>map(problem ->
            new Refused(
                "--where '%s': %s. Write what stands behind WHERE in SQL"
                    .formatted(where.orElse(""), problem)))
        .orElseGet(() ->
            new Done(
                position.with(
                    position.instructions().and(TableRun.fresh(table, where, key(table, at))))));
  }

  private static OrderEffect add(CapturePosition position, ChangeTopic table, Surroundings at) {
    if (!at.isWanted(table)) {
      return new Refused(
          "sources.%s.tables: '%s' does not take in %s.%s. Add it there first"
              .formatted(
                  at.source(), String.join(", ", at.patterns()), table.schema(), table.table()));
    }
    Optional<String> obstacle = obstacle(position, table, at);
    if (obstacle.isPresent()) {
      return new Refused(obstacle.get());
    }
    if (position.tables().contains(table.name())) {
      return new Refused(
          "table %s is captured already. To have it read anew, run: hayase snapshot %s %s.%s"
              .formatted(table, at.source(), table.schema(), table.table()));
    }
    SortedSet<String> more = new TreeSet<>(position.tables());
    more.add(table.name());
    return new Done(
        position
            .covering(more)
            .with(
                position
                    .instructions()
                    .removing(table, false)
                    .and(TableRun.missing(table, key(table, at)))));
  }

  private static List<String> key(ChangeTopic table, Surroundings at) {
    return found(table, at).map(TableInspection::primaryKey).orElse(List.of());
  }

  /// Why a table cannot be read while the log is followed.
  private static Optional<String> obstacle(
      CapturePosition position, ChangeTopic table, Surroundings at) {
    if (!at.canReread()) {
      return Optional.of(notYet(at));
    }
    if (!position.isStreaming()) {
      return Optional.of(
          "the first snapshot of source '%s' is not over, and it reads every table"
              .formatted(at.source()));
    }
    Optional<TableInspection> found = found(table, at);
    if (found.isEmpty()) {
      return Optional.of("there is no table %s".formatted(table));
    }
    if (!found.get().isEligible()) {
      return Optional.of(
          "table %s cannot be captured. %s".formatted(table, found.get().obstacle()));
    }
    return found.get().primaryKey().isEmpty()
        ? Optional.of(
            "table %s has no primary key, by which it would be read in order. Add one, or: %s"
                .formatted(table, at.snapshotRemedy()))
        : Optional.empty();
  }

  private static String notYet(Surroundings at) {
    return "this kind of database is read as a whole only, not table by table yet. "
        + at.snapshotRemedy();
  }

  private static Optional<TableInspection> found(ChangeTopic table, Surroundings at) {
    return at.tables().stream().filter(each -> each.topic().equals(table)).findFirst();
  }

  private static OrderEffect remove(CapturePosition position, ChangeTopic table) {
    if (!position.tables().contains(table.name())) {
      return new Refused("table %s is not captured".formatted(table));
    }
    if (position.tables().size() == 1) {
      return new Refused(
          "table %s is the only one that is captured. Pause the source instead".formatted(table));
    }
    SortedSet<String> fewer = new TreeSet<>(position.tables());
    fewer.remove(table.name());
    return new Done(
        position
            .covering(fewer)
            .with(position.instructions().without(table).removing(table, true)));
  }

  /// What was read of a table before the gap says nothing of it any more, so what was being read is
  /// read from its beginning.
  private static OrderEffect restart(
      CapturePosition position, boolean resnapshot, Surroundings at, Instant now) {
    if (!at.canReread()) {
      return new Refused(notYet(at));
    }
    if (!position.isStreaming()) {
      return new Refused(
          "the first snapshot of source '%s' is not over: it begins anew by itself"
              .formatted(at.source()));
    }
    List<TableInspection> tables =
        at.tables().stream()
            .filter(TableInspection::isEligible)
            .filter(table -> position.tables().contains(table.topic().name()))
            .toList();
    if (tables.isEmpty()) {
      return new Refused(
          "source '%s' has none of its captured tables any more".formatted(at.source()));
    }
    LogPlace place = at.renewLog(tables);
    SequenceNumber first =
        new SequenceNumber(
            SequenceNumber.epochAfter(position.sequence().epoch(), now.getEpochSecond()), 0);
    Instructions before = position.instructions();
    List<TableRun> runs = new ArrayList<>();
    for (TableInspection table : tables) {
      UnaryOperator<TableRun> anew = run -> run.anew(table.primaryKey());
      Optional<TableRun> run = before.run(table.topic()).map(anew);
      if (resnapshot && !table.primaryKey().isEmpty()) {
        runs.add(TableRun.missing(table.topic(), table.primaryKey()));
      } else {
        run.ifPresent(runs::add);
      }
    }
    return new Done(
        new CapturePosition(
            position.source(),
            position.log(),
            first,
            Optional.of(place),
            position.throughMicros(),
            position.tables(),
            before.with(runs)));
  }
}
