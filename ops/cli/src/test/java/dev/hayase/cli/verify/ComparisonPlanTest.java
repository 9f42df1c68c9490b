package dev.hayase.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.cli.value.SourceType;
import dev.hayase.event.schema.ColumnType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonPlanTest {
  private static final ComparisonPlan PLAN =
      ComparisonPlan.of(
          List.of(
              new SourceColumn("Two\"Words", SourceType.scalar("text"), 2),
              new SourceColumn("id", SourceType.scalar("int8"), 1),
              new SourceColumn("new", SourceType.scalar("date"), 0)),
          Map.of("Two_u0022_Words", ColumnType.STRING, "id", ColumnType.INT64));

  @Test
  void sourceIsReadInKeyOrderAndTextByCodePoint() {
    assertThat(PLAN.sourceSql("public", "Or\"ders"))
        .isEqualTo(
            "SELECT \"Two\"\"Words\", \"id\", \"new\" FROM \"public\".\"Or\"\"ders\" ORDER BY \"id\", \"Two\"\"Words\"::text COLLATE \"C\"");
  }

  @Test
  void columnThatBigQueryDoesNotHaveYetIsNotAskedFor() {
    assertThat(PLAN.mirrorSql("`p`.`d`.`t`"))
        .isEqualTo(
            "SELECT `Two_u0022_Words`, `id` FROM `p`.`d`.`t` AS `_hayase_rows` ORDER BY `id`, `Two_u0022_Words`");
  }

  @Test
  void historyIsFoldedToTheLatestChangeOfEachKeyAndDeletedKeysAreLeftOut() {
    assertThat(PLAN.historySql("`t`"))
        .isEqualTo(
            "SELECT `Two_u0022_Words`, `id` FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY `id`, `Two_u0022_Words` "
                + "ORDER BY `_hayase_seq` DESC) AS `hayase_age` FROM `t` AS `_hayase_rows`) AS `latest` "
                + "WHERE `hayase_age` = 1 AND `_op` NOT IN ('d', 't', 'snapshot-end') ORDER BY `id`, `Two_u0022_Words`");
  }
}
