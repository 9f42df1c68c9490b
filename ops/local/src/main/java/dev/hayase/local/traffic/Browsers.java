package dev.hayase.local.traffic;

import dev.hayase.event.wire.Json;
import dev.hayase.local.school.School;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Pages that learners look at and what they do there, in Segment's protocol.
///
/// @param run what ids begin with
record Browsers(String run) implements Clients {
  static final String PAGE = "page";
  static final String TRACK = "track";

  private static final int LEARNERS = 500;
  private static final int COURSES = 3;

  /// How many learners are there at once, and how many lessons each of them looks at before others
  /// come.
  private static final int VISITORS = 16;

  private static final int LESSONS = 4;
  private static final List<String> ACTIONS =
      List.of("Answer Submitted", "Video Played", "Hint Opened");
  private static final List<String> TITLES = List.of("流れと力", "Equations", "Los números", "🎓 Quiz");

  @Override
  public String name() {
    return "browsers";
  }

  /// One page, two actions there, and so on.
  @Override
  public String stream(long number) {
    return number % 3 == 0 ? PAGE : TRACK;
  }

  @Override
  public String id(long number) {
    return "%s-web-%d".formatted(run, number);
  }

  @Override
  public HttpRequest.Builder request(URI logService, long from, long to) {
    String now = Instant.now().toString();
    ObjectNode body = Json.object();
    ArrayNode batch = body.putArray("batch");
    for (long number = from; number < to; number++) {
      event(batch.addObject(), number, now);
    }
    body.put("sentAt", now);
    body.put("writeKey", "demo");
    return HttpRequest.newBuilder(logService.resolve("/v1/batch"))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofByteArray(Json.bytes(body)));
  }

  private void event(ObjectNode event, long number, String now) {
    long lesson = number / 3;
    long learner = lesson / (VISITORS * LESSONS) * VISITORS + lesson % VISITORS;
    event.put("type", stream(number));
    event.put("messageId", id(number));
    event.put("userId", "learner-" + (learner % LEARNERS + 1));
    event.put("timestamp", now);
    ObjectNode properties;
    if (stream(number).equals(PAGE)) {
      properties = event.put("name", "Lesson").putObject("properties");
      properties.put("title", TITLES.get((int) (lesson % TITLES.size())));
    } else {
      properties =
          event.put("event", ACTIONS.get((int) (number % ACTIONS.size()))).putObject("properties");
      properties.put("seconds", number % 90 + 0.5);
    }
    long course = learner % COURSES;
    properties.put("course", School.courseCode(course));
    properties.put("path", "/courses/%d/lessons/%d".formatted(course, lesson % 12));
  }

  /// Results are told only if not every event is in its stream.
  @Override
  public boolean allTaken(HttpResponse<String> answer) {
    return !answer.body().contains("results");
  }
}
