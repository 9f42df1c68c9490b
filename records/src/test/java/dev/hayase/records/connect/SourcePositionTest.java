package dev.hayase.records.connect;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.records.connect.SourcePosition.Field;
import org.junit.jupiter.api.Test;

class SourcePositionTest {
  private final SourcePosition position = new SourcePosition();

  @Test
  void mySqlsOrderIsFileThenPositionThenRow() {
    String row = binlog("mysql-bin.000009", 5_000_000_000L, 1);
    String nextRow = binlog("mysql-bin.000009", 5_000_000_000L, 2);
    String nextPosition = binlog("mysql-bin.000009", 5_000_000_001L, 0);
    String nextFile = binlog("mysql-bin.000010", 4, 0);

    assertThat(row)
        .isEqualTo("0000000000000000/000009012a05f200/0000000000000002/0000000000000007");
    assertThat(row).isLessThan(nextRow);
    assertThat(nextRow).isLessThan(nextPosition);
    assertThat(nextPosition).isLessThan(nextFile);
  }

  @Test
  void aSnapshotsRowStandsBeforeTheFirstRowAtItsPosition() {
    String streamed = binlog("binlog.000001", 4, 0);
    position.clear();
    text(Field.FILE, "binlog.000001");
    position.number(Field.POS, 4);
    position.snapshot();

    assertThat(position.sequence(99)).isLessThan(streamed);
  }

  @Test
  void sqlServersOrderIsThatOfItsCommits() {
    text(Field.COMMIT_LSN, "00000027:00000758:0003");
    String commit = position.sequence(1);
    position.clear();
    text(Field.COMMIT_LSN, "00000027:00000758:0004");

    assertThat(commit)
        .isEqualTo("0000000000000000/0000002700000758/0000000000000007/0000000000000001");
    assertThat(commit).isLessThan(position.sequence(0));
  }

  @Test
  void oraclesOrderIsThatOfItsChangesWhichComeAsText() {
    text(Field.SCN, "2868546");

    assertThat(position.sequence(1))
        .isEqualTo("0000000000000000/00000000002bc542/0000000000000001/0000000000000001");
  }

  @Test
  void withoutAPositionKafkasOrderRules() {
    position.number(Field.TS_MS, 5);

    assertThat(position.isKnown()).isFalse();
    assertThat(position.sequence(258))
        .isEqualTo("0000000000000000/0000000000000000/0000000000000000/0000000000000102");
  }

  private String binlog(String file, long at, long row) {
    position.clear();
    text(Field.FILE, file);
    position.number(Field.POS, at);
    position.number(Field.ROW, row);
    return position.sequence(7);
  }

  private void text(Field field, String text) {
    position.text(field, text.getBytes(US_ASCII), 0, text.length());
  }
}
