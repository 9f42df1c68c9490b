package dev.hayase.aggregation.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.aggregation.streams.Aggregation;
import dev.hayase.aggregation.streams.Aggregations;
import dev.hayase.aggregation.streams.Lookup;
import dev.hayase.aggregation.streams.Lookup.Elsewhere;
import dev.hayase.aggregation.streams.Lookup.Found;
import dev.hayase.aggregation.streams.Lookup.Later;
import dev.hayase.engine.value.Layout;
import dev.hayase.engine.value.Row;
import dev.hayase.engine.value.RowText;
import dev.hayase.event.wire.Json;
import dev.hayase.event.wire.MalformedRecordException;
import dev.hayase.pipeline.access.BearerKey;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.time.InstantSource;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/// `GET /aggregations` and `GET /aggregations/{name}/{key}`.
public final class LookupServlet extends HttpServlet {
  public static final String PATH = "/aggregations";
  public static final String BELOW = PATH + "/*";

  /// On requests that another instance sends on, so that none goes in a circle.
  static final String FORWARDED = "X-Hayase-Forwarded";

  private static final long serialVersionUID = 1;

  private final transient Aggregations aggregations;
  private final transient Lookup lookup;
  private final transient LookupDoor door;
  private final transient Neighbours neighbours;
  private final transient InstantSource clock;

  public LookupServlet(
      Aggregations aggregations,
      Lookup lookup,
      LookupDoor door,
      Neighbours neighbours,
      InstantSource clock) {
    this.aggregations = aggregations;
    this.lookup = lookup;
    this.door = door;
    this.neighbours = neighbours;
    this.clock = clock;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getRequestURI().substring(PATH.length());
    if (path.isEmpty() || path.equals("/")) {
      answer(response, 200, json -> StatusList.write(aggregations.all(), clock.instant(), json));
      return;
    }
    String[] parts = path.substring(1).split("/", 2);
    String name = decoded(parts[0]);
    // Whoever has no key for a name does not learn whether there is an aggregation of it.
    Optional<LookupDoor.Refused> refused = door.refuses(request, name);
    Optional<Aggregation> aggregation = aggregations.find(name);
    if (refused.isPresent()) {
      refuse(response, refused.get());
    } else if (aggregation.isEmpty()) {
      error(response, 404, "There is no aggregation of that name");
    } else if (parts.length < 2) {
      error(response, 404, "Whose result? Ask for " + PATH + "/{name}/{key}");
    } else {
      find(aggregation.get(), decoded(parts[1]), request, response);
    }
  }

  private static void refuse(HttpServletResponse response, LookupDoor.Refused refused)
      throws IOException {
    if (refused.status() == HttpServletResponse.SC_UNAUTHORIZED) {
      response.setHeader("WWW-Authenticate", "Bearer");
    }
    error(response, refused.status(), refused.reason());
  }

  private static String decoded(String text) {
    // A plus is a plus in a path.
    return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
  }

  private void find(
      Aggregation aggregation,
      String text,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    boolean onlyHere = request.getHeader(FORWARDED) != null;
    Optional<Layout> layout = lookup.key(aggregation);
    if (layout.isEmpty()) {
      later(response, "The aggregation does not run here");
      return;
    }
    Row key;
    try {
      key = GroupKey.parse(layout.get(), text);
    } catch (MalformedRecordException e) {
      error(response, 400, String.valueOf(e.getMessage()));
      return;
    }
    switch (lookup.find(aggregation, key, onlyHere)) {
      case Found found -> found(aggregation.name(), found, response);
      case Later why -> later(response, why.reason());
      case Elsewhere elsewhere -> {
        Optional<Neighbours.Answer> answer =
            neighbours.ask(
                elsewhere.addresses(),
                request.getRequestURI(),
                Optional.ofNullable(request.getHeader(BearerKey.HEADER)));
        if (answer.isPresent()) {
          write(response, answer.get().status(), answer.get().body());
        } else if (lookup.find(aggregation, key, true) instanceof Found copy) {
          found(aggregation.name(), copy, response);
        } else {
          later(response, "The instance that has it does not answer");
        }
      }
    }
  }

  private static void found(String name, Found found, HttpServletResponse response)
      throws IOException {
    RowText text = new RowText(found.layout());
    answer(
        response,
        found.rows().isEmpty() ? 404 : 200,
        json -> {
          json.writeStringProperty("aggregation", name);
          json.writeStringProperty("complete_through", found.through().toString());
          if (found.rows().isEmpty()) {
            json.writeStringProperty("error", "There is no result of that key");
          }
          json.writeName("rows");
          json.writeStartArray();
          found.rows().forEach(row -> text.write(row, json));
          json.writeEndArray();
        });
  }

  private static void later(HttpServletResponse response, String reason) throws IOException {
    response.setHeader("Retry-After", "1");
    error(response, 503, reason);
  }

  private static void error(HttpServletResponse response, int status, String reason)
      throws IOException {
    answer(response, status, json -> json.writeStringProperty("error", reason));
  }

  private interface Fields {
    void write(JsonGenerator json);
  }

  private static void answer(HttpServletResponse response, int status, Fields fields)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = Json.FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    }
    write(response, status, out.toByteArray());
  }

  private static void write(HttpServletResponse response, int status, byte[] body)
      throws IOException {
    response.setStatus(status);
    response.setContentType("application/json");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
