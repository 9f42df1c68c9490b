package dev.hayase.aggregation.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.aggregation.scene.Changes;
import dev.hayase.aggregation.scene.Changes.Change;
import dev.hayase.aggregation.scene.Sales;
import dev.hayase.engine.plan.SourcePlan;
import dev.hayase.engine.plan.SourcePlan.Kind;
import dev.hayase.engine.value.Layout;
import dev.hayase.engine.value.Row;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.wire.Headers;
import dev.hayase.records.SourcePartition;
import dev.hayase.records.SourceRecord;
import dev.hayase.records.SourceRecord.Header;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChangeRecordsTest {
  private static final String TOPIC = "shop.public.payments";
  private final Changes changes = new Changes(TOPIC, Sales.PAYMENTS, 1);

  private static Decoded decode(Change change, Column... columns) {
    SourcePlan plan = new SourcePlan(TOPIC, Kind.CHANGES, new Layout(List.of(columns)));
    List<Header> headers = new ArrayList<>();
    change.headers().forEach((name, text) -> headers.add(new Header(name, text.getBytes(UTF_8))));
    return new RowDecoder(
            plan,
            SourceFormat.ofChanges(fingerprint ->
                Optional.of(Sales.PAYMENTS)
                    .filter(schema -> schema.fingerprint().hex().equals(fingerprint))))
        .decode(
            new SourceRecord(
                new SourcePartition(TOPIC, 0),
                0,
                0,
                bytes(change.key()),
                bytes(change.value()),
                headers));
  }

  private static byte @Nullable [] bytes(@Nullable String text) {
    return text == null ? null : text.getBytes(UTF_8);
  }

  private Change paid() {
    return changes.put(
        "{\"id\":1}", "{\"id\":1,\"plan\":\"b\",\"amount\":\"1.50\",\"paid_at\":null}");
  }

  private Change paid(String header, String value) {
    Change paid = paid();
    Map<String, String> headers = new TreeMap<>(paid.headers());
    headers.put(header, value);
    return new Change(paid.key(), paid.value(), headers);
  }

  @Test
  void onlyPlannedColumnsAreReadAndAbsentOnesAreNull() {
    Decoded decoded =
        decode(
            paid(),
            Column.nullable("amount", ColumnType.NUMERIC),
            Column.nullable("not_yet_there", ColumnType.DATE));
    assertThat(decoded)
        .isInstanceOfSatisfying(
            Decoded.Change.class,
            change -> assertThat(change.row()).isEqualTo(new Row(new BigDecimal("1.5"), null)));
  }

  @Test
  void aColumnOfAnotherTypeThanPlannedMakesALetter() {
    assertThat(decode(paid(), Column.nullable("amount", ColumnType.INT64)))
        .isInstanceOfSatisfying(
            Decoded.Unreadable.class,
            why ->
                assertThat(why.reason())
                    .isEqualTo(
                        "Column 'amount' is NUMERIC, and the aggregation was planned with INT64"));
  }

  @Test
  void aSchemaThatNobodyHasPublishedMakesALetter() {
    assertThat(
            decode(
                paid(Headers.SCHEMA, "00000000000000000000000000000000"),
                Column.nullable("amount", ColumnType.NUMERIC)))
        .isInstanceOf(Decoded.Unreadable.class);
  }

  @Test
  void aNewerVersionHalts() {
    assertThat(decode(paid(Headers.VERSION, "99"), Column.nullable("amount", ColumnType.NUMERIC)))
        .isInstanceOf(Decoded.Halting.class);
  }
}
