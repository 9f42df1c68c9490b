package dev.hayase.aggregation.http;

import dev.hayase.pipeline.access.BearerKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Other instances, asked for what they have.
public final class Neighbours implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Neighbours.class);
  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final int UNAVAILABLE = 503;

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(LIMIT).build();

  /// What one of them has said.
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  record Answer(int status, byte[] body) {}

  /// Asks one after the other.
  ///
  /// @param addresses `host:port`
  /// @param uri path and query as they came
  /// @param authorization the caller's header of that name, which is passed on
  /// @return empty when none of them can say
  Optional<Answer> ask(List<String> addresses, String uri, Optional<String> authorization)
      throws IOException {
    for (String address : addresses) {
      try {
        HttpRequest.Builder request =
            HttpRequest.newBuilder(URI.create("http://" + address + uri))
                .header(LookupServlet.FORWARDED, "1")
                .timeout(LIMIT);
        authorization.ifPresent(key -> request.header(BearerKey.HEADER, key));
        HttpResponse<byte[]> response =
            http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != UNAVAILABLE) {
          return Optional.of(new Answer(response.statusCode(), response.body()));
        }
      } catch (IOException e) {
        // Another one may have a copy.
        LOG.atDebug().addKeyValue("instance", address).log("An instance does not answer");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("Interrupted", e);
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    http.close();
  }
}
