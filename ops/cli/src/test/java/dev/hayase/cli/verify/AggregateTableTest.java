package dev.hayase.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hayase.cli.value.Value;
import dev.hayase.pipeline.Pipeline;
import dev.hayase.pipeline.PipelineFile;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AggregateTableTest {
  private static final String PIPELINE =
      """
      version: 1
      kafka: {bootstrap-servers: "localhost:9092"}
      bigquery: {project: hayase-local, dataset: shop}
      sources:
        shop: {type: postgresql, host: db, database: shop, username: h, password: "${P}", tables: [public.*]}
      aggregations:
        revenue:
          from: shop.public.orders
          group-by: [plan, state]
          window: {on: paid_at, calendar: day, zone: Asia/Tokyo}
          measures:
            payers: {approx-count-distinct: customer}
            amount: {sum: amount}
          equals-sql: "SELECT 1;"
        newest:
          from: shop.public.orders
          latest: {by: [customer]}
          columns: {plan: plan}
          dataset: other
          table: newest_orders
          equals-sql: "SELECT 1"
        unproven:
          from: shop.public.orders
          group-by: [plan]
          measures: {orders: {count: "*"}}
      """;

  @TempDir private Path folder;
  private Pipeline pipeline;

  @BeforeEach
  void read() throws IOException {
    pipeline =
        PipelineFile.read(
            Files.writeString(folder.resolve("pipeline.yaml"), PIPELINE), Map.of("P", "p")::get);
  }

  @Test
  void keyIsThatOfTheGroupAndTheWindow() {
    AggregateTable revenue = AggregateTable.of(pipeline, "revenue").orElseThrow();
    assertThat(revenue.key()).containsExactly("plan", "state", "window_start");
    assertThat(revenue.topic()).isEqualTo("agg.revenue");
    assertThat(revenue.table()).isEqualTo("revenue");
    assertThat(revenue.sql()).isEqualTo("SELECT 1");
  }

  @Test
  void tableStandsWhereThePipelinePlacesItAndTheSqlReadsThePipelinesDataset() {
    AggregateTable newest = AggregateTable.of(pipeline, "newest").orElseThrow();
    assertThat(newest.key()).containsExactly("customer");
    assertThat(newest.dataset()).isEqualTo("other");
    assertThat(newest.table()).isEqualTo("newest_orders");
    assertThat(newest.sqlDataset()).isEqualTo("shop");
  }

  @Test
  void onlyThoseWithSqlCanBeCompared() {
    assertThat(AggregateTable.of(pipeline, "unproven")).isEmpty();
    assertThat(AggregateTable.all(pipeline))
        .extracting(AggregateTable::name)
        .containsExactly("revenue", "newest");
    assertThatThrownBy(() -> AggregateTable.of(pipeline, "revenu"))
        .hasMessageContaining("no aggregation 'revenu'")
        .hasMessageContaining("newest");
  }

  @Test
  void estimatesMayDifferAndExactNumbersMayNot() {
    RowMerge.Likeness likeness =
        AggregateTable.of(pipeline, "revenue").orElseThrow().likeness(List.of("payers", "amount"));
    assertThat(likeness.alike(0, exact("1000"), exact("1050"))).isTrue();
    assertThat(likeness.alike(0, exact("1000"), exact("1500"))).isFalse();
    assertThat(likeness.alike(1, exact("1000"), exact("1000.01"))).isFalse();
    assertThat(likeness.alike(1, exact("1000"), exact("1000.00"))).isTrue();
  }

  @Test
  void floatingPointNumbersMayDifferByTheirRounding() {
    RowMerge.Likeness likeness =
        AggregateTable.of(pipeline, "revenue").orElseThrow().likeness(List.of("amount"));
    assertThat(likeness.alike(0, new Value.Floating(0.1 + 0.2), new Value.Floating(0.3))).isTrue();
    assertThat(likeness.alike(0, new Value.Floating(0.3), new Value.Floating(0.3001))).isFalse();
    assertThat(likeness.alike(0, new Value.Floating(Double.NaN), new Value.Floating(Double.NaN)))
        .isTrue();
    assertThat(likeness.alike(0, Value.ABSENT, new Value.Floating(0))).isFalse();
  }

  private static Value exact(String number) {
    return new Value.Exact(new BigDecimal(number));
  }
}
