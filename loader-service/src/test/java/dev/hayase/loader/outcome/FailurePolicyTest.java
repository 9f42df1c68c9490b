package dev.hayase.loader.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.loader.outcome.Verdict.Pace;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailurePolicyTest {
  private static final Map<Integer, String> REASONS = Map.of(1, "bad");

  /// Code, failure, verdict, whether an operator is told a remedy.
  static Stream<Arguments> rows() {
    return Stream.of(
        Arguments.of(
            "unavailable", new Failure.Unavailable("d"), new Verdict.Retry(Pace.TRANSIENT), true),
        Arguments.of(
            "schemas-unavailable",
            new Failure.SchemasUnavailable("d"),
            new Verdict.Retry(Pace.TRANSIENT),
            true),
        Arguments.of(
            "quota-exceeded", new Failure.QuotaExceeded("d"), new Verdict.Retry(Pace.QUOTA), true),
        Arguments.of(
            "rows-refused",
            new Failure.RowsRefused(REASONS, "d"),
            new Verdict.ParkRows(REASONS),
            true),
        Arguments.of(
            "columns-unknown", new Failure.ColumnsUnknown("d"), new Verdict.WaitForSchema(), true),
        Arguments.of(
            "types-differ", new Failure.TypesDiffer("d"), new Verdict.WaitForSchema(), true),
        Arguments.of(
            "request-too-large", new Failure.RequestTooLarge("d"), new Verdict.Split(), true),
        Arguments.of(
            "request-refused", new Failure.RequestRefused("d"), new Verdict.HaltTable(), true),
        Arguments.of("not-found", new Failure.NotFound("d"), new Verdict.WaitForSchema(), true),
        Arguments.of(
            "access-denied", new Failure.AccessDenied("d"), new Verdict.Retry(Pace.SETUP), true),
        Arguments.of(
            "not-authenticated",
            new Failure.NotAuthenticated("d"),
            new Verdict.Retry(Pace.SETUP),
            true),
        Arguments.of(
            "stream-over", new Failure.StreamOver("d"), new Verdict.ReplaceStream(), false),
        Arguments.of(
            "already-applied", new Failure.AlreadyApplied("d"), new Verdict.Applied(), false),
        Arguments.of(
            "offset-ahead", new Failure.OffsetAhead("d"), new Verdict.ReplaceStream(), false),
        Arguments.of(
            "changed-meanwhile",
            new Failure.ChangedMeanwhile("d"),
            new Verdict.Retry(Pace.TRANSIENT),
            false),
        Arguments.of("superseded", new Failure.Superseded("d"), new Verdict.Yield(), false),
        Arguments.of(
            "already-exists",
            new Failure.AlreadyExists("d"),
            new Verdict.Retry(Pace.TRANSIENT),
            false));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void everyFailureHasItsCodeAndItsVerdict(
      String code, Failure failure, Verdict verdict, boolean remedy) {
    assertThat(failure.code()).isEqualTo(code);
    assertThat(FailurePolicy.verdict(failure)).isEqualTo(verdict);
    assertThat(FailurePolicy.remedy(failure).isPresent()).isEqualTo(remedy);
  }

  @Test
  void noFailureIsForgottenHere() {
    assertThat(rows().<Class<?>>map(row -> Objects.requireNonNull(row.get()[1]).getClass()))
        .containsExactlyInAnyOrderElementsOf(
            List.<Class<?>>of(Failure.class.getPermittedSubclasses()));
  }
}
