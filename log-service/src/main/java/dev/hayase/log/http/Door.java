package dev.hayase.log.http;

import dev.hayase.frame.keyfile.KeyRing;
import dev.hayase.log.admission.Admission;
import dev.hayase.log.admission.Admission.Room;
import dev.hayase.log.http.RequestRefusedException.Kind;
import dev.hayase.pipeline.access.AccessKeys;
import dev.hayase.pipeline.access.Sender;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// What every request passes, in whichever protocol: who sends, from which page, and whether there
/// is room.
///
/// Thread-safe.
public final class Door {
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final KeyRing keys;
  private final Admission admission;
  private final long largest;
  private final Supplier<Duration> awayFor;

  /// @param largest the most bytes of a request, inflated
  /// @param awayFor for how long nothing could be stored
  public Door(KeyRing keys, Admission admission, long largest, Supplier<Duration> awayFor) {
    this.keys = keys;
    this.admission = admission;
    this.largest = largest;
    this.awayFor = awayFor;
  }

  /// Who sends the request, from a page that may.
  ///
  /// @param key as the protocol carries it; empty when there is none
  /// @throws RequestRefusedException when nobody may with that key, or not from that page
  public Sender sender(HttpServletRequest request, Optional<String> key) {
    Sender sender =
        keys()
            .sender(key)
            .orElseThrow(() ->
                new RequestRefusedException(
                    Kind.UNAUTHENTICATED,
                    key.isEmpty() ? "The request has no key" : "The request's key is not known"));
    refuseOtherPages(request, sender);
    return sender;
  }

  /// Refuses a request from a page that the sender's key is not for.
  public void refuseOtherPages(HttpServletRequest request, Sender sender) {
    String origin = request.getHeader("Origin");
    if (origin != null && !sender.mayBeUsedOn(origin)) {
      throw new RequestRefusedException(
          Kind.FORBIDDEN, "The key %s is not for pages of %s".formatted(sender.name(), origin));
    }
  }

  /// The keys that are good now.
  public AccessKeys keys() {
    return keys.keys();
  }

  /// A place for the request.
  public Room room(Sender sender) {
    return admission.room(sender);
  }

  /// The request's body.
  ///
  /// @param room its place
  public Body body(HttpServletRequest request, Room room) throws IOException {
    return Body.read(request, room, largest);
  }

  /// When to send again what could not be stored: after as long as nothing could be stored already,
  /// up to a minute, since clients try a number of times and no more.
  public Duration retryAfter() {
    Duration away = awayFor.get();
    Duration bounded = away.compareTo(LONGEST_PAUSE) < 0 ? away : LONGEST_PAUSE;
    Duration paced = admission.retryAfter();
    return paced.compareTo(bounded) < 0 ? bounded : paced;
  }

  /// Lets scripts of a page see the answer, if a key is for the page at all.
  public void allowOrigin(HttpServletRequest request, HttpServletResponse response) {
    String origin = request.getHeader("Origin");
    if (origin != null && keys().isOrigin(origin)) {
      response.setHeader("Access-Control-Allow-Origin", origin);
      response.setHeader("Access-Control-Allow-Credentials", "true");
      response.setHeader("Access-Control-Expose-Headers", "Retry-After");
      response.addHeader("Vary", "Origin");
    }
  }
}
