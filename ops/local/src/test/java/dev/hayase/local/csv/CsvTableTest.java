package dev.hayase.local.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.local.sample.Row;
import dev.hayase.local.sample.TableShape;
import dev.hayase.local.sample.TableShape.ColumnShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTableTest {
  @TempDir private Path folder;

  @Test
  void everyTypeIsLearnedFromAllRows() throws IOException {
    // When
    CsvTable table =
        infer(
            """
            id,whole,exact,rough,day,moment,flag,words,code
            1,-5,1.50,1e3,2024-02-29,2024-02-29 10:00:00.5,true,ほし,007
            2,9223372036854775807,2,2.5,0001-01-01,2024-02-29T10:00,FALSE,"a, b",010
            """);

    // Then
    assertThat(table.shape())
        .isEqualTo(
            new TableShape(
                "things",
                List.of(
                    new ColumnShape("id", "bigint", false),
                    new ColumnShape("whole", "bigint", false),
                    new ColumnShape("exact", "numeric", false),
                    new ColumnShape("rough", "double precision", false),
                    new ColumnShape("day", "date", false),
                    new ColumnShape("moment", "timestamp", false),
                    new ColumnShape("flag", "boolean", false),
                    new ColumnShape("words", "text", false),
                    new ColumnShape("code", "text", false)),
                List.of("id")));
  }

  @Test
  void oneValueThatDoesNotFitMakesTheColumnWider() throws IOException {
    // When
    CsvTable table =
        infer("id,a,b,c\n1,1,2024-01-01,12345678901234567890\n2,1.5,2024-02-30,1\n3,1,x,1\n");

    // Then
    assertThat(types(table)).containsExactly("bigint", "numeric", "text", "numeric");
  }

  @Test
  void emptyFieldIsNullQuotedOrNotAndAQuestionMarkOnlyOutsideText() throws IOException {
    // When
    CsvTable table = infer("\"id\",\"n\",\"t\"\n\"1\",\"\",\"\"\n2,?,?\n3,7,x\n");

    // Then
    assertThat(types(table)).containsExactly("bigint", "bigint", "text");
    assertThat(rows(table.firstRows()))
        .containsExactly(Row.of("1", null, null), Row.of("2", null, "?"));
    assertThat(rows(table.laterRows())).containsExactly(Row.of("3", "7", "x"));
  }

  @Test
  void keyIsTheFirstColumnWithoutRepeatedOrMissingValues() throws IOException {
    assertThat(infer("a,price,b,c\nx,1.5,,7\nx,2.5,2,8\n").shape().key()).containsExactly("c");
  }

  @Test
  void keyIsTheFewestLeadingColumnsThatTogetherNeverRepeat() throws IOException {
    assertThat(infer("a,b,c,d\nx,1,1,1\nx,1,2,1\ny,1,1,1\n").shape().key())
        .containsExactly("a", "b", "c");
  }

  @Test
  void rowsThatNothingIdentifiesAreNumbered() throws IOException {
    // When
    CsvTable table = infer("_row,a\n1,x\n1,x\n1,x\n");

    // Then
    assertThat(table.shape().columns().getFirst())
        .isEqualTo(new ColumnShape("_row_", "bigint", false));
    assertThat(table.shape().key()).containsExactly("_row_");
    assertThat(rows(Stream.concat(table.firstRows(), table.laterRows())))
        .containsExactly(Row.of("1", "1", "x"), Row.of("2", "1", "x"), Row.of("3", "1", "x"));
  }

  @Test
  void columnWithMissingValuesIsNoPartOfAKey() throws IOException {
    assertThat(infer("a,b\n,1\nx,1\nx,2\ny,2\n").shape().key()).containsExactly("_row");
  }

  @Test
  void headerMayHaveGapsRepetitionsAByteOrderMarkAndOtherSeparators() throws IOException {
    assertThat(infer("\uFEFFid;x;;x\n1;2;3;4\n").shape().columns())
        .extracting(ColumnShape::name)
        .containsExactly("id", "x", "column_3", "x_2");
  }

  @Test
  void shortRowIsFilledUpWithNulls() throws IOException {
    assertThat(rows(infer("id,a,b\n1,2\n").firstRows())).containsExactly(Row.of("1", "2", null));
  }

  private CsvTable infer(String text) throws IOException {
    return CsvTable.infer(CsvFile.of(Files.writeString(folder.resolve("things.csv"), text)));
  }

  private static List<String> types(CsvTable table) {
    return table.shape().columns().stream().map(ColumnShape::type).toList();
  }

  private static List<Row> rows(Stream<Row> rows) {
    try (rows) {
      return rows.toList();
    }
  }
}
