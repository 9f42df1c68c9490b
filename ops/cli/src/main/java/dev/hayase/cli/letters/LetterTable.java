package dev.hayase.cli.letters;

import dev.hayase.cli.letters.LetterBook.Count;
import dev.hayase.cli.replay.Moment;
import dev.hayase.cli.screen.TextTable;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Kinds of letters for people: a line for each with its reason, and below what to do about each
/// code.
public final class LetterTable {
  private static final List<String> HEADING =
      List.of("topic", "code", "column", "open", "redriven", "oldest", "newest", "letter");

  private final ZoneId zone;

  public LetterTable(ZoneId zone) {
    this.zone = zone;
  }

  public List<String> lines(List<Count> counts) {
    List<String> table = new TextTable(HEADING, counts.stream().map(this::row).toList()).lines();
    List<String> lines = new ArrayList<>();
    lines.add(table.getFirst() + "  reason");
    Map<String, String> remedies = new LinkedHashMap<>();
    for (int i = 0; i < counts.size(); i++) {
      Count count = counts.get(i);
      lines.add(table.get(i + 1) + "  " + count.kind().reason());
      remedies.put(count.kind().code(), count.newest().remedy());
    }
    lines.add("");
    remedies.forEach((code, remedy) -> lines.add(code + ": " + remedy));
    return lines;
  }

  private List<String> row(Count count) {
    return List.of(
        count.kind().topic(),
        count.kind().code(),
        count.kind().column(),
        "%,d".formatted(count.open()),
        "%,d".formatted(count.redriven()),
        Moment.text(count.oldest().written(), zone),
        Moment.text(count.newest().written(), zone),
        Long.toString(count.newest().letter()));
  }
}
