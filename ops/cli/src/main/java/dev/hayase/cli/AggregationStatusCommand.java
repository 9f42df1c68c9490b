package dev.hayase.cli;

import dev.hayase.cli.progress.Http;
import dev.hayase.cli.standing.ServiceReport;
import dev.hayase.cli.standing.Standing;
import dev.hayase.cli.standing.StandingJson;
import dev.hayase.cli.standing.StandingText;
import dev.hayase.cli.topics.AggregationStandings;
import dev.hayase.event.wire.MalformedRecordException;
import dev.hayase.pipeline.Pipeline;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hayase aggregation status`: how aggregations are.
@Command(
    name = "status",
    description =
        "How aggregations are: whether they run and why not, through when their results are complete, how much"
            + " state they have, and how far a rebuild is. Exits 1 if a person has to do something.",
    mixinStandardHelpOptions = true)
final class AggregationStatusCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "The aggregation (default: all of them).")
  private @Nullable String name;

  @Mixin private PipelineOption pipeline = new PipelineOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--service",
      paramLabel = "URL",
      split = ",",
      defaultValue = "${env:HAYASE_AGGREGATION_SERVICE:-http://localhost:8084}",
      description =
          "The instances of the aggregation-service, with commas between them (default:"
              + " $HAYASE_AGGREGATION_SERVICE, or http://localhost:8084). What stands in Kafka is told"
              + " without them.")
  private List<URI> services = List.of();

  @Option(names = "--json", description = "Print one JSON document instead.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    Pipeline read = pipeline.read();
    List<String> names = names(read);
    List<ServiceReport> reports = reports();
    String asked = services.stream().map(URI::toString).collect(Collectors.joining(", "));
    List<Standing> standings = new ArrayList<>();
    try (AggregationStandings topics = new AggregationStandings(read)) {
      for (String each : names) {
        standings.add(
            Standing.of(
                each,
                reports.stream().filter(report -> report.name().equals(each)).toList(),
                topics.of(each),
                asked));
      }
    }
    print(standings);
    return standings.stream().anyMatch(Standing::needsHelp) ? 1 : 0;
  }

  private List<String> names(Pipeline read) {
    if (name == null) {
      return List.copyOf(read.aggregations().keySet());
    }
    return List.of(KnownAggregations.require(read, name));
  }

  private List<ServiceReport> reports() {
    Http http = new Http();
    List<ServiceReport> reports = new ArrayList<>();
    for (URI service : services) {
      http.get(service.resolve("/aggregations"))
          .ifPresent(answer -> reports.addAll(parsed(answer, service)));
    }
    return reports;
  }

  private static List<ServiceReport> parsed(String answer, URI service) {
    try {
      return ServiceReport.parse(answer.getBytes(StandardCharsets.UTF_8), service.toString());
    } catch (MalformedRecordException e) {
      throw new IllegalArgumentException(
          "%s is no aggregation-service: %s. Name one with --service URL"
              .formatted(service, e.getMessage()),
          e);
    }
  }

  private void print(List<Standing> standings) {
    PrintWriter out = spec.commandLine().getOut();
    Instant now = Instant.now();
    if (json) {
      out.println(StandingJson.of(standings, now).toPrettyString());
    } else if (standings.isEmpty()) {
      out.println("The pipeline has no aggregations.");
    } else {
      new StandingText(now, ZoneId.systemDefault()).lines(standings).forEach(out::println);
    }
  }
}
