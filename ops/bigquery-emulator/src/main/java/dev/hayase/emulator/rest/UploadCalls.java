package dev.hayase.emulator.rest;

import com.google.gson.JsonObject;
import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.job.Job;
import dev.hayase.emulator.job.JobResource;
import dev.hayase.emulator.load.Multipart;
import dev.hayase.emulator.load.Spool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `bigquery.jobs.insert` with content: multipart, or resumable in chunks, as
/// https://cloud.google.com/bigquery/docs/reference/api-uploads describes them.
final class UploadCalls implements AutoCloseable {
  private static final int INSERT_WAITS_MILLIS = 500;
  private static final int SESSIONS = 1_000;
  private static final Pattern RANGE =
      Pattern.compile("bytes (?:(\\d{1,18})-(\\d{1,18})|\\*)/(\\d{1,18}|\\*)");

  /// An upload that is under way, or done.
  private static final class Session {
    final JsonObject metadata;
    final Spool spool = Spool.create();
    @Nullable Job job;

    Session(JsonObject metadata) {
      this.metadata = metadata;
    }
  }

  private final JobStarter starter;
  private final Map<String, Session> sessions = new LinkedHashMap<>();

  UploadCalls(JobStarter starter) {
    this.starter = starter;
  }

  Answer answer(Request request, String project) {
    try {
      String type = request.query().getOrDefault("uploadType", "");
      String id = request.query().getOrDefault("upload_id", "");
      if (!id.isEmpty()) {
        return request.method().equals("DELETE") ? abandon(id) : chunk(request, project, id);
      }
      if (!request.method().equals("POST")) {
        throw Routes.noSuchMethod(request);
      }
      return switch (type) {
        case "resumable" -> begin(request, project);
        case "multipart" -> multipart(request, project);
        default ->
            throw BigQueryException.invalid(
                "Invalid value for uploadType: " + type + ". Use multipart or resumable.");
      };
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private Answer multipart(Request request, String project) throws IOException {
    Spool spool = Spool.create();
    boolean given = false; // then the job closes it
    try {
      spool.append(request.upload());
      Multipart parts = Multipart.split(spool, request.header("Content-Type").orElse(""));
      Job job = starter.start(parts.metadata(), project, Optional.of(spool));
      given = true;
      return started(job);
    } finally {
      if (!given) {
        spool.close();
      }
    }
  }

  private Answer begin(Request request, String project) throws IOException {
    JsonObject metadata = Request.json(request.upload());
    String id = UUID.randomUUID().toString();
    synchronized (sessions) {
      sessions.put(id, new Session(metadata));
      if (sessions.size() > SESSIONS) {
        abandon(sessions.keySet().iterator().next());
      }
    }
    String location =
        "http://"
            + request.host()
            + "/resumable/upload/bigquery/v2/projects/"
            + project
            + "/jobs?uploadType=resumable&upload_id="
            + id;
    return new Answer(
        200, new JsonObject(), Map.of("Location", location, "X-GUploader-UploadID", id));
  }

  private Answer chunk(Request request, String project, String id) throws IOException {
    Session session;
    synchronized (sessions) {
      session = sessions.get(id);
    }
    if (session == null) {
      throw BigQueryException.notFound("Not found: Upload " + id);
    }
    synchronized (session) {
      if (session.job != null) {
        return started(session.job);
      }
      String header = request.header("Content-Range").orElse("");
      Matcher range = RANGE.matcher(header);
      if (header.isEmpty()) {
        session.spool.append(request.upload());
        return finish(session, project);
      }
      if (!range.matches()) {
        throw BigQueryException.invalid("Invalid value for Content-Range: " + header);
      }
      if (range.group(1) != null) {
        append(request, session.spool, Long.parseLong(range.group(1)));
      }
      boolean whole =
          !range.group(3).equals("*") && Long.parseLong(range.group(3)) == session.spool.size();
      return whole ? finish(session, project) : resumeAt(session.spool.size());
    }
  }

  /// What has arrived already is not written twice.
  private static void append(Request request, Spool spool, long from) throws IOException {
    if (from > spool.size()) {
      throw BigQueryException.invalid(
          "Content-Range begins at " + from + ", but only " + spool.size() + " bytes have arrived");
    }
    request.upload().skipNBytes(spool.size() - from);
    spool.append(request.upload());
  }

  private static Answer resumeAt(long size) {
    return new Answer(
        308, new JsonObject(), size == 0 ? Map.of() : Map.of("Range", "bytes=0-" + (size - 1)));
  }

  private Answer finish(Session session, String project) {
    Job job = starter.start(session.metadata, project, Optional.of(session.spool));
    session.job = job;
    return started(job);
  }

  private static Answer started(Job job) {
    job.await(INSERT_WAITS_MILLIS);
    return Answer.of(JobResource.full(job));
  }

  private Answer abandon(String id) {
    synchronized (sessions) {
      Session session = sessions.remove(id);
      if (session != null && session.job == null) {
        session.spool.close();
      }
    }
    return new Answer(499, new JsonObject(), Map.of());
  }

  @Override
  public void close() {
    synchronized (sessions) {
      sessions.values().stream()
          .filter(session -> session.job == null)
          .forEach(session -> session.spool.close());
      sessions.clear();
    }
  }
}
