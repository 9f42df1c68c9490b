package dev.hayase.cli;

import dev.hayase.cli.capture.CapturedSource;
import dev.hayase.cli.capture.SourcesText;
import dev.hayase.cli.progress.Http;
import dev.hayase.event.wire.Json;
import dev.hayase.event.wire.MalformedRecordException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `hayase sources`: how each source is captured.
@Command(
    name = "sources",
    description =
        "How each source is captured: its state, how far it is behind, how much log the server holds for it and how"
            + " long it may stay away (the runway), how far its snapshot is, what is wrong and what helps."
            + " Exits 1 if the changes of a source do not flow.",
    mixinStandardHelpOptions = true)
final class SourcesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--service",
      paramLabel = "URL",
      split = ",",
      defaultValue = "${env:HAYASE_CDC_SERVICE:-http://localhost:8081}",
      description =
          "The replicas of the cdc-service, with commas between them (default: $HAYASE_CDC_SERVICE, or"
              + " http://localhost:8081). For each source the replica that captures it is asked.")
  private List<URI> services = List.of();

  @Option(names = "--json", description = "Print one JSON document instead.")
  private boolean json;

  @Override
  public Integer call() {
    Http http = new Http();
    List<CapturedSource> said = new ArrayList<>();
    List<URI> silent = new ArrayList<>();
    for (URI service : services) {
      http.get(service.resolve("/actuator/capture"))
          .ifPresentOrElse(
              answer -> said.addAll(parsed(answer, service)), () -> silent.add(service));
    }
    if (silent.size() == services.size()) {
      throw new IllegalStateException(
          "No cdc-service answers at %s: start one, or name it with --service URL"
              .formatted(services.stream().map(URI::toString).collect(Collectors.joining(", "))));
    }
    List<CapturedSource> sources = CapturedSource.merged(said);
    print(sources, silent);
    return sources.stream().anyMatch(CapturedSource::needsHelp) ? 1 : 0;
  }

  private static List<CapturedSource> parsed(String answer, URI service) {
    try {
      return CapturedSource.parse(answer.getBytes(StandardCharsets.UTF_8), service.toString());
    } catch (MalformedRecordException e) {
      throw new IllegalArgumentException(
          "%s is no cdc-service: %s. Name one with --service URL"
              .formatted(service, e.getMessage()),
          e);
    }
  }

  private void print(List<CapturedSource> sources, List<URI> silent) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ObjectNode document = Json.object();
      ArrayNode all = document.putArray("sources");
      sources.forEach(source ->
          all.add(((ObjectNode) source.document().deepCopy()).put("service", source.service())));
      out.println(document.toPrettyString());
    } else {
      SourcesText.lines(sources).forEach(out::println);
      silent.forEach(service -> out.println(service + " does not answer"));
    }
  }
}
