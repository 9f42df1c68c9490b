package dev.hayase.cli;

import dev.hayase.cli.verify.AggregateTable;
import dev.hayase.cli.verify.AggregationVerification;
import dev.hayase.cli.verify.Difference;
import dev.hayase.cli.verify.Verdict;
import dev.hayase.cli.verify.Warehouse;
import dev.hayase.pipeline.Pipeline;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hayase aggregation verify`: compares an aggregation's table with its SQL.
@Command(
    name = "verify",
    description =
        "Runs the SQL that an aggregation replaces (equals-sql) in BigQuery and compares its table"
            + " with the answer, row by row and value by value, while the pipeline runs. Exits 0 if"
            + " they are equal.",
    mixinStandardHelpOptions = true)
final class AggregationVerifyCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description = "Aggregations; without any: all that have equals-sql.")
  private List<String> names = List.of();

  @Mixin private PipelineOption pipeline = new PipelineOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--patience",
      paramLabel = "DURATION",
      defaultValue = "2m",
      description =
          "How long rows that are on their way are waited for (default: ${DEFAULT-VALUE}).")
  private Duration patience = Duration.ofMinutes(2);

  @Override
  public Integer call() {
    Pipeline read = pipeline.read();
    var verification =
        new AggregationVerification(read.kafka(), Warehouse.connect(read.bigquery()), patience);
    boolean good = true;
    for (AggregateTable table : tables(read)) {
      Verdict verdict = verification.verify(table);
      good &= verdict.good();
      out().println(table.name() + ": " + verdict.sentence());
      if (verdict instanceof Verdict.Different different) {
        different.examples().forEach(example -> out().println("  " + Difference.describe(example)));
      }
    }
    return good ? 0 : 1;
  }

  private List<AggregateTable> tables(Pipeline read) {
    if (names.isEmpty()) {
      return AggregateTable.all(read);
    }
    return names.stream()
        .map(name ->
            AggregateTable.of(read, name)
                .orElseThrow(() ->
                    new IllegalArgumentException(
                        "The aggregation '%s' has no equals-sql: write the SQL that it replaces under aggregations.%s.equals-sql"
                            .formatted(name, name))))
        .toList();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
