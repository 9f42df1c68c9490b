package dev.hayase.loader.bigquery;

import dev.hayase.loader.outcome.Failure;
import dev.hayase.loader.outcome.FailureExamples;
import dev.hayase.loader.outcome.FailurePolicy;
import java.util.stream.Collectors;

/// `FAILURES.md`: the failure table, made of the policy and of the answers that its tests provoke.
final class FailurePage {
  private FailurePage() {}

  static String markdown() {
    StringBuilder page =
        new StringBuilder(
            """
            # What can fail, and what follows

            Made from the code by `FailurePageTest`; each answer in it is provoked on a server in `ServerAnswersTest`.

            The code is the same word in `/actuator/loading` (`code`, with `since`, `attempts` and `nextAttempt`), in the metric
            `hayase_loader_failures_total{topic,code}` and in the log. A table's trouble is told to the log once, with a second line if
            it gets graver and one when it is over; how long it has lasted is `hayase_loader_trouble_seconds{topic}`. No failure ends
            the process and none loses a record: what is not loaded stays in Kafka, uncommitted.

            | code | what it is | the server's answers | the table ... | the operator |
            | --- | --- | --- | --- | --- |
            """);
    FailureExamples.all().forEach(failure -> page.append(row(failure)));
    return page.toString();
  }

  private static String row(Failure failure) {
    return "| `%s` | %s | %s | %s | %s |\n"
        .formatted(
            failure.code(),
            FailurePolicy.meaning(failure),
            answers(failure),
            FailurePolicy.verdict(failure).sentence(),
            FailurePolicy.remedy(failure).orElse("has nothing to do"));
  }

  private static String answers(Failure failure) {
    String answers =
        Provocations.all().stream()
            .filter(row -> row.code().equals(failure.code()))
            .map(row -> "`" + row.answer() + "`")
            .collect(Collectors.joining(", "));
    return answers.isEmpty() ? elsewhere(failure.code()) : answers;
  }

  /// What BigQuery has no part in.
  private static String elsewhere(String code) {
    return switch (code) {
      case "superseded" -> "none: Kafka refuses the commit of an older generation";
      case "schemas-unavailable" ->
          "none: the registry answers with a status that is neither 200 nor its own 404, or not at"
              + " all; or Kafka does not";
      default -> throw new IllegalArgumentException("No answer of BigQuery's means " + code);
    };
  }
}
