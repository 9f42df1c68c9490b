package dev.hayase.benchmarks.faults.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.benchmarks.faults.aggregation.ShopRow.Customer;
import dev.hayase.benchmarks.faults.aggregation.ShopRow.Order;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// By hand, what [Oracle] says.
class OracleTest {
  private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");
  private static final String BEFORE_MIDNIGHT = "2026-11-23T14:50:00Z";
  private static final String MIDNIGHT_IN_TOKYO = "2026-11-23T15:00:00Z";
  private static final String A_GAP_AND_A_SECOND_LATER = "2026-11-23T15:15:01Z";

  private static final Oracle ORACLE =
      new Oracle(
          List.of(
              order(1, 1L, "1.00", "paid", BEFORE_MIDNIGHT, "2026-11-23T15:00:00.000001Z"),
              order(2, 1L, "1.01", "paid", null, "2027-01-01T00:00:00Z"),
              order(3, 2L, "-0.01", "paid", MIDNIGHT_IN_TOKYO, "2026-11-23T15:00:00Z"),
              order(4, 7L, null, "pending", A_GAP_AND_A_SECOND_LATER, null),
              order(5, null, null, null, null, null),
              order(6, 8L, null, "paid", null, "2027-01-01T00:00:00Z"),
              order(7, 8L, null, "paid", null, "2026-01-01T00:00:00Z")),
          List.of(new Customer(1, "JP", "a"), new Customer(2, null, "b")),
          NOW);

  @Test
  void totalsLeaveOutWhatIsPendingOrHasNoState() {
    assertThat(ORACLE.rows(ShopAggregation.TOTALS).values())
        .containsExactlyInAnyOrder(
            row("p", "paid", 5L, 3L, n("2"), n("2"), n("-0.01"), n("1.01"), n("0.666666667"), 3L));
  }

  @Test
  void membersAreOfTheirLatestOrderAndThoseWithoutATimeAreTheOldestAsTheyWereWritten() {
    assertThat(ORACLE.rows(ShopAggregation.MEMBERS).values())
        .containsExactlyInAnyOrder(
            row(1L, "p", micros("2026-11-23T15:00:00.000001Z"), true),
            row(2L, "p", micros("2026-11-23T15:00:00Z"), false),
            row(8L, "p", micros("2026-01-01T00:00:00Z"), false));
  }

  @Test
  void daysBeginAtMidnightInTokyoAndOneIsOverAtItsEnd() {
    long start = micros("2026-11-22T15:00:00Z");
    long middle = micros("2026-11-23T15:00:00Z");
    long end = micros("2026-11-24T15:00:00Z");
    assertThat(ORACLE.rows(ShopAggregation.DAYS).values())
        .containsExactlyInAnyOrder(
            row("paid", start, middle, false, 1L, n("1"), LocalDate.of(2026, 11, 23)),
            row("paid", middle, end, true, 1L, n("-0.01"), LocalDate.of(2026, 11, 24)),
            row("pending", middle, end, true, 1L, null, LocalDate.of(2026, 11, 24)));
  }

  @Test
  void whatIsOneGapApartIsOneSessionAndWhatIsFurtherIsTwo() {
    assertThat(ORACLE.rows(ShopAggregation.SESSIONS).values())
        .containsExactlyInAnyOrder(
            row("p", micros(BEFORE_MIDNIGHT), micros(MIDNIGHT_IN_TOKYO), true, 2L, n("0.99")),
            row(
                "p",
                micros(A_GAP_AND_A_SECOND_LATER),
                micros(A_GAP_AND_A_SECOND_LATER),
                true,
                1L,
                null));
  }

  @Test
  void ordersOfCustomersWhoAreNotThereAreOfNoCountryEither() {
    assertThat(ORACLE.rows(ShopAggregation.COUNTRIES).values())
        .containsExactlyInAnyOrder(
            row("JP", 2L, n("2.01"), 1L, "a"), row(null, 3L, n("-0.01"), 1L, "b"));
  }

  private static Order order(
      long id,
      @Nullable Long customer,
      @Nullable String amount,
      @Nullable String state,
      @Nullable String placed,
      @Nullable String until) {
    return new Order(
        id,
        customer,
        "p",
        amount == null ? null : new BigDecimal(amount),
        state,
        placed == null ? null : Instant.parse(placed),
        until == null ? null : Instant.parse(until));
  }

  private static BigDecimal n(String text) {
    return new BigDecimal(text);
  }

  private static long micros(String instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(instant));
  }

  private static List<@Nullable Object> row(@Nullable Object... values) {
    return Arrays.asList(values);
  }
}
