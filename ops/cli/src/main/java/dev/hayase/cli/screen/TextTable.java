package dev.hayase.cli.screen;

import java.util.ArrayList;
import java.util.List;

/// Columns of text under a heading: the first to the left, the others to the right.
public record TextTable(List<String> heading, List<List<String>> rows) {
  private static final String GAP = "  ";

  public TextTable {
    heading = List.copyOf(heading);
    rows = List.copyOf(rows);
  }

  /// The lines, the heading first.
  public List<String> lines() {
    List<Integer> widths = new ArrayList<>();
    for (int column = 0; column < heading.size(); column++) {
      int width = Widths.of(heading.get(column));
      for (List<String> row : rows) {
        width = Math.max(width, Widths.of(row.get(column)));
      }
      widths.add(width);
    }
    List<String> lines = new ArrayList<>();
    lines.add(line(heading, widths));
    rows.forEach(row -> lines.add(line(row, widths)));
    return lines;
  }

  private static String line(List<String> cells, List<Integer> widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      String cell = cells.get(column);
      String padding = " ".repeat(widths.get(column) - Widths.of(cell));
      line.append(column == 0 ? cell + padding : GAP + padding + cell);
    }
    return line.toString().stripTrailing();
  }
}
