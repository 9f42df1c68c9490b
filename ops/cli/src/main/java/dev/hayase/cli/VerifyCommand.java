package dev.hayase.cli;

import dev.hayase.cli.verify.ComparedTable;
import dev.hayase.cli.verify.Difference;
import dev.hayase.cli.verify.Verdict;
import dev.hayase.cli.verify.Verification;
import dev.hayase.cli.verify.Warehouse;
import dev.hayase.pipeline.Pipeline;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `hayase verify`: compares a table with its source.
@Command(
    name = "verify",
    description =
        "Compares a table in BigQuery with its source, row by row and value by value, while the"
            + " pipeline runs. Exits 0 if they are equal.",
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "TABLE",
      description = "table, schema.table or source.schema.table; the schema is public if left out")
  private String table = "";

  @Mixin private PipelineOption pipeline = new PipelineOption();

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
    Warehouse warehouse = Warehouse.connect(read.bigquery());
    Verdict verdict =
        new Verification(read, warehouse, patience).verify(ComparedTable.find(read, table));
    System.out.println(table + ": " + verdict.sentence());
    if (verdict instanceof Verdict.Different different) {
      different
          .examples()
          .forEach(example -> System.out.println("  " + Difference.describe(example)));
    }
    return verdict.good() ? 0 : 1;
  }
}
