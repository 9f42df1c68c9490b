package dev.hayase.local.traffic;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/// Clients of one kind, and what they send in their protocol: event after event, each known by its
/// number.
public sealed interface Clients permits Browsers, Servers {
  /// Browsers and servers of the learning platform.
  ///
  /// @param run what the ids of their events begin with, so that two runs have different ones
  static List<Clients> ofTheSchool(String run) {
    return List.of(new Browsers(run), new Servers(run));
  }

  /// The streams of all of them.
  static List<String> streams() {
    return List.of(Browsers.PAGE, Browsers.TRACK, Servers.STREAM);
  }

  /// What a message says of them.
  String name();

  /// The stream that an event goes to.
  String stream(long number);

  /// The id that an event brings.
  String id(long number);

  /// A request with the events from one number to before another.
  HttpRequest.Builder request(URI logService, long from, long to);

  /// Whether a good answer says that each event is in its stream.
  boolean allTaken(HttpResponse<String> answer);
}
