package dev.hayase.cli.standing;

import dev.hayase.cli.replay.Amounts;
import dev.hayase.cli.replay.Moment;
import dev.hayase.cli.screen.TextTable;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Standings for people: a line for each, and below what is to be known of some.
public final class StandingText {
  private static final List<String> HEADING =
      List.of("aggregation", "build", "state", "complete through", "lag", "state size");

  private final Instant now;
  private final ZoneId zone;

  public StandingText(Instant now, ZoneId zone) {
    this.now = now;
    this.zone = zone;
  }

  public List<String> lines(List<Standing> standings) {
    List<String> lines =
        new ArrayList<>(new TextTable(HEADING, standings.stream().map(this::row).toList()).lines());
    // What is the same of several is said once.
    SequencedMap<List<String>, List<String>> notes = new LinkedHashMap<>();
    standings.forEach(standing ->
        notes.computeIfAbsent(notes(standing), _ -> new ArrayList<>()).add(standing.name()));
    notes.forEach((same, names) -> {
      if (!same.isEmpty()) {
        lines.add("");
        lines.add(String.join(", ", names));
        same.forEach(note -> lines.add("  " + note));
      }
    });
    return lines;
  }

  private List<String> row(Standing standing) {
    return List.of(
        standing.name(),
        standing.build().isPresent() ? Integer.toString(standing.build().getAsInt()) : "-",
        standing.state(),
        standing.through().map(through -> Moment.text(through, zone)).orElse("-"),
        standing.lag(now).map(StandingText::seconds).orElse("-"),
        standing.instances() == 0 ? "-" : Amounts.bytes(standing.stateBytes()));
  }

  private List<String> notes(Standing standing) {
    List<String> notes = new ArrayList<>();
    standing.reason().ifPresent(reason -> notes.add("reason   " + reason));
    standing.remedy().ifPresent(remedy -> notes.add("remedy   " + remedy));
    if (standing.toRestore() > 0) {
      notes.add("restore  %,d records of state are still to come".formatted(standing.toRestore()));
    }
    standing.order().ifPresent(order -> notes.add("rebuild  " + text(order)));
    standing
        .kept()
        .ifPresent(build ->
            notes.add(
                "kept     the state of build %d, until ./hayase aggregation discard %s"
                    .formatted(build, standing.name())));
    return notes;
  }

  private String text(BuildOrder order) {
    return "build %d, ordered %s: %s"
        .formatted(order.generation(), Moment.text(order.ordered(), zone), order.progress(now));
  }

  private static String seconds(Duration lag) {
    return lag.isNegative() ? "0s" : lag.toSeconds() < 1 ? "<1s" : Amounts.duration(lag);
  }
}
