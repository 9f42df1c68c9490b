package dev.hayase.pipeline;

import dev.hayase.pipeline.BigQueryTarget.Endpoint;
import dev.hayase.pipeline.yaml.Key;
import dev.hayase.pipeline.yaml.Kind;
import dev.hayase.pipeline.yaml.Refusal;
import dev.hayase.pipeline.yaml.Section;
import java.net.URI;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/// The keys under `bigquery`.
final class BigQueryKeys {
  private static final Pattern PROJECT_FORM =
      Pattern.compile("(?:[a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]");
  private static final Pattern DATASET_FORM = Pattern.compile("[A-Za-z0-9_]{1,1024}");
  private static final Pattern LOCATION_FORM = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");

  static final Kind<String> DATASET_NAME =
      Kind.text(
          "a dataset's name",
          matching(
              DATASET_FORM,
              "is not a dataset's name",
              "Write letters, digits and underscores only"));

  private static final Key<URI> REST =
      Key.required(
          "rest",
          Kind.text("an `http://host:port`", BigQueryKeys::restAddress),
          "The emulator's REST address.");
  private static final Key<String> GRPC =
      Key.required(
          "grpc",
          Kind.text("a `host:port`", HostPort::refuseUnlessOne),
          "The emulator's gRPC address, for the Storage Write API.");
  private static final Section<Endpoint> ENDPOINT_SECTION =
      Section.of(List.of(REST, GRPC), values -> new Endpoint(values.get(REST), values.get(GRPC)));

  private static final Key<String> PROJECT =
      Key.required(
          "project",
          Kind.text(
              "a project's id",
              matching(
                  PROJECT_FORM,
                  "is not a project's id",
                  "Write 6 to 30 small letters, digits and hyphens, beginning with a letter (the id, not the name or"
                      + " number)")),
          "The Google Cloud project that holds the tables.");
  private static final Key<String> DATASET =
      Key.required(
          "dataset",
          DATASET_NAME,
          "The dataset that the tables are created in, and that is created if absent.");
  private static final Key<String> LOCATION =
      Key.optional(
          "location",
          Kind.text(
              "a BigQuery location",
              matching(
                  LOCATION_FORM,
                  "is not a location",
                  "Write a BigQuery location, as EU or europe-west3")),
          "Where a dataset is created that does not exist yet. Without it BigQuery decides.");
  private static final Key<Endpoint> ENDPOINT =
      Key.optional(
          "endpoint",
          ENDPOINT_SECTION,
          "An emulator's addresses: plaintext, without credentials. Leave it out for BigQuery itself, which is reached"
              + " with Application Default Credentials.");

  static final Section<BigQueryTarget> SECTION =
      Section.of(
          List.of(PROJECT, DATASET, LOCATION, ENDPOINT),
          values ->
              new BigQueryTarget(
                  values.get(PROJECT),
                  values.get(DATASET),
                  values.find(LOCATION),
                  values.find(ENDPOINT)));

  private BigQueryKeys() {}

  private static Function<String, String> matching(Pattern form, String problem, String remedy) {
    return text -> {
      if (!form.matcher(text).matches()) {
        throw new Refusal(problem, remedy);
      }
      return text;
    };
  }

  private static URI restAddress(String text) {
    try {
      URI uri = URI.create(text);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http && uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException _) {
      // Said below.
    }
    throw new Refusal("is not an address", "Write http://host:port, as http://localhost:9050");
  }
}
