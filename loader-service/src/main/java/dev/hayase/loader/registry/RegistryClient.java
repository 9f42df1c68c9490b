package dev.hayase.loader.registry;

import dev.hayase.loader.store.Registry;
import dev.hayase.records.format.Schemas.SchemasUnavailableException;
import dev.hayase.records.format.Schemas.UnusableSchemaException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Asks the registry for schemas by their numbers, and for those that they refer to. What a number
/// means never changes, so that each is asked for once; what is unknown is asked for again.
public final class RegistryClient implements Registry, AutoCloseable {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
  private static final String ACCEPTED =
      "application/vnd.schemaregistry.v1+json, application/json;q=0.9";
  private static final JsonMapper MAPPER = new JsonMapper();

  private static final String GUIDS = "/schemas/guids/";

  /// The registry's own words for: no subject, no version, no schema.
  private static final Set<Integer> NOT_THERE = Set.of(40401, 40402, 40403);

  private final String url;
  private final Optional<String> authorization;
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT_LIMIT)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();
  private final Map<String, Registered> known = new ConcurrentHashMap<>();

  /// A user, and what proves it.
  public record Login(String username, String password) {}

  /// Connects to nothing yet.
  ///
  /// @param url without the path of any call
  public RegistryClient(URI url, Optional<Login> login) {
    String text = url.toString();
    this.url = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    this.authorization = login.map(RegistryClient::basic);
  }

  private static String basic(Login login) {
    byte[] pair = (login.username() + ':' + login.password()).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  @Override
  public String address() {
    return url;
  }

  @Override
  public Optional<Registered> find(long id) {
    return find("/schemas/ids/" + id);
  }

  @Override
  public Optional<Registered> find(UUID guid) {
    return find(GUIDS + guid);
  }

  private Optional<Registered> find(String path) {
    Registered before = known.get(path);
    if (before != null) {
      return Optional.of(before);
    }
    Optional<Registered> found =
        ask(path).map(answer -> new Registered(type(answer), text(answer), references(answer)));
    found.ifPresent(schema -> known.put(path, schema));
    return found;
  }

  /// The registry leaves the type out where it is Avro.
  private static String type(JsonNode answer) {
    return answer.path("schemaType").asString("AVRO");
  }

  private String text(JsonNode answer) {
    if (!answer.path("schema").isString()) {
      throw unavailable("answers without a schema: is the address that of a registry?");
    }
    return answer.get("schema").asString();
  }

  private List<String> references(JsonNode answer) {
    List<String> texts = new ArrayList<>();
    collect(answer, texts, new HashSet<>());
    return texts;
  }

  /// What a schema needs stands before it.
  private void collect(JsonNode answer, List<String> texts, Set<String> seen) {
    for (JsonNode reference : answer.path("references")) {
      String path =
          "/subjects/"
              + URLEncoder.encode(reference.path("subject").asString(""), StandardCharsets.UTF_8)
                  .replace("+", "%20")
              + "/versions/"
              + reference.path("version").asInt(0);
      if (seen.add(path)) {
        JsonNode referred =
            ask(path)
                .orElseThrow(() -> unavailable("lacks " + path + ", to which a schema refers"));
        collect(referred, texts, seen);
        texts.add(text(referred));
      }
    }
  }

  private Optional<JsonNode> ask(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(ANSWER_LIMIT)
            .header("Accept", ACCEPTED);
    authorization.ifPresent(value -> request.header("Authorization", value));
    try {
      return read(path, http.send(request.build(), BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new SchemasUnavailableException(
          "The schema registry " + url + " does not answer: " + words(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SchemasUnavailableException("Asking the schema registry was interrupted", e);
    }
  }

  private Optional<JsonNode> read(String path, HttpResponse<byte[]> response) {
    int status = response.statusCode();
    if (status == 401 || status == 403) {
      throw new UnusableSchemaException(
          "the schema registry " + url + " does not let the loader in (HTTP " + status + ")",
          "Set registry.username and registry.password in pipeline.yaml to a user who may read"
              + " schemas, and restart the loader; or give the user that right");
    }
    JsonNode body = parsed(response.body());
    if (status == 404 && NOT_THERE.contains(body.path("error_code").asInt(0))) {
      return Optional.empty();
    }
    if (status == 404 && path.startsWith(GUIDS)) {
      throw new UnusableSchemaException(
          "the schema registry " + url + " does not know schemas by their GUIDs",
          "Upgrade the registry to one that does, or have the producer write numbers:"
              + " value.schema.id.serializer="
              + "io.confluent.kafka.serializers.schema.id.PrefixSchemaIdSerializer");
    }
    if (status != 200) {
      throw unavailable("answers HTTP " + status);
    }
    return Optional.of(body);
  }

  private static JsonNode parsed(byte[] body) {
    try {
      return MAPPER.readTree(body);
    } catch (JacksonException e) {
      return MAPPER.createObjectNode();
    }
  }

  private SchemasUnavailableException unavailable(String what) {
    return new SchemasUnavailableException(
        "The schema registry " + url + ' ' + what, new IOException(what));
  }

  private static String words(IOException e) {
    return Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
