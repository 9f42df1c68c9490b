package dev.hayase.log.http;

import dev.hayase.log.admission.NoRoomException;
import dev.hayase.log.stream.TooManyDocumentsException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A protocol on HTTP: what all of them share is that a request is answered in the protocol's own
/// words whatever happens, and that pages may ask before they send.
public abstract class DialectServlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(DialectServlet.class);
  private static final String PREFLIGHT_SECONDS = "3600";

  /// As much as `server.tomcat.max-swallow-size` in `application.yaml`.
  private static final long PASSED_OVER = 64 * 1024;

  // Servlets are never serialised.
  private final transient Door door;

  protected DialectServlet(Door door) {
    this.door = door;
  }

  protected final Door door() {
    return door;
  }

  /// Takes a request that is no preflight.
  ///
  /// @throws RequestRefusedException when it cannot be taken
  /// @throws NoRoomException when it cannot be taken now
  protected abstract void take(HttpServletRequest request, HttpServletResponse response)
      throws IOException, InterruptedException;

  /// Answers a request that cannot be taken.
  protected abstract void refuse(HttpServletResponse response, RequestRefusedException refusal)
      throws IOException;

  /// Answers a request that cannot be taken now.
  ///
  /// @param seconds when to come again
  protected abstract void postpone(HttpServletResponse response, String reason, long seconds)
      throws IOException;

  @Override
  protected final void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    door.allowOrigin(request, response);
    if (request.getMethod().equals("OPTIONS")) {
      preflight(request, response);
      return;
    }
    try {
      take(request, response);
    } catch (RequestRefusedException e) {
      leaveUnread(request, response);
      refuse(response, e);
    } catch (TooManyDocumentsException e) {
      refuse(
          response,
          new RequestRefusedException(RequestRefusedException.Kind.TOO_LARGE, e.reason()));
    } catch (NoRoomException e) {
      leaveUnread(request, response);
      postpone(response, e.reason(), e.retryAfter().toSeconds());
    } catch (IOException e) {
      broken(response, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      postpone(response, "The service is stopping", 1);
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("A request failed in a way that nobody thought of");
      postpone(response, "The service failed", 1);
    }
  }

  /// The request ended before its body did, or nobody reads the answer any more.
  private void broken(HttpServletResponse response, IOException e) throws IOException {
    LOG.atDebug().addKeyValue("error", e.toString()).log("A request broke off");
    if (!response.isCommitted()) {
      response.setHeader("Connection", "close");
      refuse(
          response,
          new RequestRefusedException(
              RequestRefusedException.Kind.MALFORMED, "The body ended before its end"));
    }
  }

  /// A small body that nobody read is passed over, so that the client need not connect again while
  /// there is much to do anyway; a large one closes the connection.
  private static void leaveUnread(HttpServletRequest request, HttpServletResponse response) {
    long length = request.getContentLengthLong();
    if (length < 0 || length > PASSED_OVER) {
      response.setHeader("Connection", "close");
    }
  }

  private static void preflight(HttpServletRequest request, HttpServletResponse response) {
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    response.setHeader("Allow", "POST, GET, OPTIONS");
    if (response.getHeader("Access-Control-Allow-Origin") != null) {
      response.setHeader("Access-Control-Allow-Methods", "POST, GET, OPTIONS");
      String asked = request.getHeader("Access-Control-Request-Headers");
      if (asked != null) {
        response.setHeader("Access-Control-Allow-Headers", asked);
      }
      response.setHeader("Access-Control-Max-Age", PREFLIGHT_SECONDS);
    }
  }
}
