package dev.hayase.cli.replay;

import dev.hayase.cli.screen.TextTable;
import dev.hayase.event.replay.OffsetRange;
import dev.hayase.event.replay.PartProgress;
import dev.hayase.event.replay.PartProgress.State;
import dev.hayase.event.replay.ReplayBook;
import dev.hayase.event.replay.ReplayOrder;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How far orders are, in lines.
public final class ReplayReport {
  private final ReplayBook book;

  public ReplayReport(ReplayBook book) {
    this.book = book;
  }

  /// All orders, oldest first.
  public List<String> all(ZoneId zone) {
    if (book.orders().isEmpty()) {
      return List.of("Nothing was ever ordered.");
    }
    List<List<String>> rows = new ArrayList<>();
    for (ReplayOrder order : book.orders()) {
      Sum sum = sum(order);
      rows.add(
          List.of(
              order.id(),
              kind(order),
              order.topic(),
              state(order),
              percent(order),
              "%,d".formatted(sum.written()),
              "%,d".formatted(sum.skipped()),
              "%,d".formatted(sum.parked()),
              Moment.text(order.orderedAt(), zone)));
    }
    return new TextTable(
            List.of(
                "id", "kind", "topic", "state", "done", "written", "skipped", "parked", "ordered"),
            rows)
        .lines();
  }

  /// One order, partition by partition.
  public List<String> one(ReplayOrder order, ZoneId zone) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: %s of %s, ordered %s, at most %s/s: %s, %s"
            .formatted(
                order.id(),
                kind(order),
                order.topic(),
                Moment.text(order.orderedAt(), zone),
                Amounts.bytes(order.bytesPerSecond()),
                state(order),
                percent(order)));
    order
        .letters()
        .ifPresent(letters ->
            lines.add(
                "Dead letters before %d%s"
                    .formatted(
                        letters.end(),
                        letters.filter().text().isEmpty()
                            ? ""
                            : " where " + letters.filter().text())));
    List<List<String>> rows = new ArrayList<>();
    List<String> details = new ArrayList<>();
    for (Map.Entry<Integer, OffsetRange> part : order.ranges().entrySet()) {
      Optional<PartProgress> progress = book.progress(order.id(), part.getKey());
      rows.add(
          List.of(
              Integer.toString(part.getKey()),
              progress.map(p -> p.state().code()).orElse("not begun"),
              Long.toString(part.getValue().from()),
              progress.map(p -> Long.toString(p.position())).orElse("-"),
              Long.toString(part.getValue().to()),
              number(progress.map(PartProgress::written)),
              number(progress.map(PartProgress::skipped)),
              number(progress.map(PartProgress::parked)),
              progress.map(p -> Moment.text(p.at(), zone)).orElse("-")));
      progress
          .flatMap(PartProgress::detail)
          .ifPresent(detail -> details.add("Partition " + part.getKey() + ": " + detail));
    }
    lines.addAll(
        new TextTable(
                List.of(
                    "partition",
                    "state",
                    "from",
                    "at",
                    "to",
                    "written",
                    "skipped",
                    "parked",
                    "told"),
                rows)
            .lines());
    lines.addAll(details);
    return lines;
  }

  private static String number(Optional<Long> number) {
    return number.map("%,d"::formatted).orElse("-");
  }

  private static String kind(ReplayOrder order) {
    return order.letters().isPresent() ? "redrive" : "replay";
  }

  /// In a word.
  public String state(ReplayOrder order) {
    boolean open = book.isOpen(order);
    if (order.cancelledAt().isPresent()) {
      return open ? "cancelling" : "cancelled";
    }
    boolean failed =
        order.ranges().keySet().stream()
            .anyMatch(partition ->
                book.progress(order.id(), partition)
                    .filter(p -> p.state() == State.FAILED)
                    .isPresent());
    boolean begun =
        order.ranges().keySet().stream()
            .anyMatch(partition -> book.progress(order.id(), partition).isPresent());
    if (open) {
      return begun ? "running" : "waiting";
    }
    return failed ? "failed" : "done";
  }

  private String percent(ReplayOrder order) {
    long all = 0;
    long done = 0;
    for (Map.Entry<Integer, OffsetRange> part : order.ranges().entrySet()) {
      OffsetRange range = part.getValue();
      all += range.size();
      Optional<PartProgress> progress = book.progress(order.id(), part.getKey());
      if (progress.filter(p -> p.state() == State.DONE).isPresent()) {
        done += range.size();
      } else {
        long position = progress.map(PartProgress::position).orElse(range.from());
        done += Math.clamp(position - range.from(), 0, range.size());
      }
    }
    return all == 0 ? "100%" : "%d%%".formatted(done * 100 / all);
  }

  private record Sum(long written, long skipped, long parked) {}

  private Sum sum(ReplayOrder order) {
    long written = 0;
    long skipped = 0;
    long parked = 0;
    for (int partition : order.ranges().keySet()) {
      Optional<PartProgress> progress = book.progress(order.id(), partition);
      if (progress.isPresent()) {
        written += progress.get().written();
        skipped += progress.get().skipped();
        parked += progress.get().parked();
      }
    }
    return new Sum(written, skipped, parked);
  }
}
