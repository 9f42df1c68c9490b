package dev.hayase.cli;

import dev.hayase.cli.topics.AggregationTopic;
import dev.hayase.cli.topics.RowSchemas;
import dev.hayase.engine.plan.AggregationPlan;
import dev.hayase.engine.plan.PlanChange;
import dev.hayase.engine.plan.PlanOutcome;
import dev.hayase.engine.plan.PlanParts;
import dev.hayase.engine.plan.PlanText;
import dev.hayase.engine.plan.Planner;
import dev.hayase.event.aggregation.AggregationBook;
import dev.hayase.pipeline.Pipeline;
import dev.hayase.pipeline.PipelineFile;
import dev.hayase.pipeline.Source;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hayase validate`: checks a pipeline file.
@Command(
    name = "validate",
    description = "Checks a pipeline file without starting anything.",
    mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", description = "The pipeline file.")
  private Path file = Path.of("pipeline.yaml");

  @Option(
      names = "--plan",
      description =
          "Asks Kafka what the rows of the sources look like, and shows for each aggregation its stages, topics and"
              + " state, and whether it goes on or needs a rebuild.")
  private boolean plan;

  @Override
  public Integer call() {
    Pipeline pipeline = PipelineFile.read(file);
    out()
        .printf(
            "%s is valid: %s into %s.%s%n",
            file, flowing(pipeline), pipeline.bigquery().project(), pipeline.bigquery().dataset());
    ConnectionQuota.of(pipeline).warning().ifPresent(out()::println);
    return plan ? explain(pipeline) : 0;
  }

  /// Databases, and topics of others and of streams.
  private static String flowing(Pipeline pipeline) {
    return Stream.concat(
            pipeline.sources().stream().map(Source::name),
            pipeline.topics().keySet().stream().sorted())
        .collect(Collectors.joining(", "));
  }

  private int explain(Pipeline pipeline) {
    try (RowSchemas schemas = new RowSchemas(pipeline);
        AggregationTopic topic = new AggregationTopic(pipeline.kafka())) {
      AggregationBook book = topic.read();
      boolean good = true;
      for (var entry : Planner.all(pipeline.aggregations(), schemas).entrySet()) {
        PlanOutcome outcome = entry.getValue();
        out().println();
        outcome.problems().forEach(spec.commandLine().getErr()::println);
        good &= outcome.problems().isEmpty();
        if (!outcome.unknown().isEmpty()) {
          out()
              .printf(
                  "%s waits for the first rows of %s%n",
                  entry.getKey(), String.join(", ", outcome.unknown()));
        }
        outcome.plan().ifPresent(found -> out().print(explained(found, book)));
      }
      out().flush();
      return good ? 0 : HayaseMain.BAD_CONFIGURATION;
    }
  }

  private static String explained(AggregationPlan plan, AggregationBook book) {
    return PlanText.of(plan)
        + book.live(plan.name())
            .map(build -> PlanChange.between(PlanParts.parse(build.parts()), PlanParts.of(plan)))
            .map(change -> PlanText.of(change).indent(2))
            .orElse("  is built for the first time\n");
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
