package dev.hayase.cdc;

import dev.hayase.cdc.failure.Failure;
import dev.hayase.cdc.mysql.MysqlPreflight;
import dev.hayase.cdc.postgres.PostgresPreflight;
import dev.hayase.cdc.source.Finding;
import dev.hayase.event.wire.Json;
import dev.hayase.pipeline.MysqlSource;
import dev.hayase.pipeline.Pipeline;
import dev.hayase.pipeline.PipelineFile;
import dev.hayase.pipeline.PostgresSource;
import dev.hayase.pipeline.Source;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Looks at the sources of a pipeline file without capturing them, and prints what it finds as one
/// line of JSON. A process of its own, so that it can be asked before any service runs, from where
/// the service will run.
public final class PreflightMain {
  private PreflightMain() {}

  /// Entry point: the pipeline file, and the sources to look at.
  public static void main(String[] arguments) {
    Pipeline pipeline = PipelineFile.read(Path.of(arguments[0]));
    List<String> names = List.of(arguments).subList(1, arguments.length);
    ObjectNode document = Json.object();
    ArrayNode sources = document.putArray("sources");
    for (Source source : pipeline.sources()) {
      if (names.contains(source.name())) {
        ObjectNode each = sources.addObject().put("source", source.name());
        findings(pipeline, source).forEach(finding -> add(each.withArray("findings"), finding));
      }
    }
    System.out.println(document);
  }

  private static void add(ArrayNode all, Finding finding) {
    all.addObject()
        .put("severity", finding.severity().name().toLowerCase(Locale.ROOT))
        .put("subject", finding.subject())
        .put("problem", finding.problem())
        .put("remedy", finding.remedy());
  }

  static List<Finding> findings(Pipeline pipeline, Source source) {
    try {
      return switch (source) {
        case MysqlSource mysql -> new MysqlPreflight(mysql).findings();
        case PostgresSource postgres ->
            new PostgresPreflight(postgres, Databases.history(pipeline)).findings();
      };
    } catch (RuntimeException e) {
      Failure failure = Diagnosis.of(e, source);
      return List.of(Finding.error(failure.kind().code(), failure.cause(), failure.remedy()));
    }
  }
}
