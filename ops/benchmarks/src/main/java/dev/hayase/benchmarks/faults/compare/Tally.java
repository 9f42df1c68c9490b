package dev.hayase.benchmarks.faults.compare;

import java.util.ArrayList;
import java.util.List;

/// What comparing has found.
public final class Tally {
  private static final int EXAMPLES = 30;

  private final List<String> examples = new ArrayList<>();
  private long records;
  private long tableRows;
  private long missing;
  private long changed;
  private long doubled;
  private long parked;
  private long unparked;
  private long wronglyParked;
  private long repeatedLetters;
  private long waiting;

  /// A committed record was looked at.
  void record() {
    records++;
  }

  /// A row of a table was looked at.
  void tableRow() {
    tableRows++;
  }

  /// There is no row where one should be.
  void missing(String which) {
    missing++;
    example("missing: " + which);
  }

  /// The row has other values than it should.
  void changed(String which) {
    changed++;
    example("changed: " + which);
  }

  /// There is a row, or one more, where none should be.
  void doubled(long rows, String which) {
    doubled += rows;
    example("too many: " + which);
  }

  /// A record is where it belongs, among the dead letters.
  void parked() {
    parked++;
  }

  /// A record should be among the dead letters and is not.
  void unparked(String which) {
    unparked++;
    example("not among the dead letters: " + which);
  }

  /// A record is among the dead letters, and could have been loaded.
  void wronglyParked(String which) {
    wronglyParked++;
    example("a dead letter that could be loaded: " + which);
  }

  /// A dead letter stands there once more, which it may: parking is at least once.
  void repeatedLetter() {
    repeatedLetters++;
  }

  /// A mirror's key waits for its last record, which is among the dead letters; until that is
  /// loaded nobody says what its row is.
  void waiting() {
    waiting++;
  }

  private void example(String text) {
    if (examples.size() < EXAMPLES) {
      examples.add(text);
    }
  }

  /// Committed records of all topics, control records aside.
  public long records() {
    return records;
  }

  public long tableRows() {
    return tableRows;
  }

  public long parkedRecords() {
    return parked;
  }

  public long repeatedLetters() {
    return repeatedLetters;
  }

  /// Keys of mirrors whose last record is among the dead letters: their rows were not compared.
  public long waitingKeys() {
    return waiting;
  }

  /// Records that are not where they should be, or not as they should be.
  public long lost() {
    return missing + changed + unparked + wronglyParked;
  }

  /// Of those, rows that are there with other values.
  public long changedRows() {
    return changed;
  }

  /// Rows that should not be there.
  public long doubled() {
    return doubled;
  }

  /// The first differences, in words.
  public List<String> examples() {
    return List.copyOf(examples);
  }
}
