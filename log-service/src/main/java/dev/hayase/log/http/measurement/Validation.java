package dev.hayase.log.http.measurement;

import dev.hayase.log.event.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// What Google's validation server would say of a request: its limits and reserved names. None of
/// them is a limit of ours.
final class Validation {
  private static final int MOST = 25;
  private static final int LONGEST_NAME = 40;
  private static final int LONGEST_VALUE = 100;
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
  private static final Pattern MICROS = Pattern.compile("[0-9]{1,18}");
  private static final List<String> RESERVED_PREFIXES = List.of("ga_", "google_", "firebase_");
  private static final Set<String> RESERVED =
      Set.of(
          "ad_activeview",
          "ad_click",
          "ad_exposure",
          "ad_query",
          "ad_reward",
          "adunit_exposure",
          "app_clear_data",
          "app_exception",
          "app_install",
          "app_remove",
          "app_store_refund",
          "app_update",
          "app_upgrade",
          "dynamic_link_app_open",
          "dynamic_link_app_update",
          "dynamic_link_first_open",
          "error",
          "first_open",
          "first_visit",
          "in_app_purchase",
          "notification_dismiss",
          "notification_foreground",
          "notification_open",
          "notification_receive",
          "os_update",
          "session_start",
          "user_engagement");

  private final List<Message> messages = new ArrayList<>();

  private Validation() {}

  /// One thing that is wrong.
  ///
  /// @param code as Google's server names it
  record Message(String fieldPath, String description, String code) {}

  static List<Message> of(Document body) {
    Validation validation = new Validation();
    Optional<MeasurementRequest> request = MeasurementRequest.read(body);
    if (request.isEmpty()) {
      validation.report(
          "events", "The body must be a JSON object with a list of events", "VALUE_REQUIRED");
    } else {
      validation.look(request.get());
    }
    return validation.messages;
  }

  private void look(MeasurementRequest request) {
    RawFields fields = request.fields();
    if (fields.text("client_id").or(() -> fields.text("app_instance_id")).isEmpty()) {
      report("client_id", "client_id or app_instance_id must be there", "VALUE_REQUIRED");
    }
    lookAtTime("timestamp_micros", fields);
    if (request.events().size() > MOST) {
      report("events", "A request has at most 25 events", "EXCEEDED_MAX_ENTITIES");
    }
    int index = 0;
    for (Document event : request.events()) {
      String path = "events[%d]".formatted(index++);
      RawFields.of(event)
          .ifPresentOrElse(
              own -> lookAtEvent(path, own),
              () -> report(path, "An event must be a JSON object", "VALUE_INVALID"));
    }
  }

  private void lookAtEvent(String path, RawFields event) {
    event
        .text("name")
        .ifPresentOrElse(
            name -> lookAtName(path + ".name", name),
            () -> report(path + ".name", "An event must have a name", "VALUE_REQUIRED"));
    lookAtTime(path + ".timestamp_micros", event);
    Document list = event.values().get("params");
    if (list != null) {
      RawFields.of(list)
          .ifPresentOrElse(
              params -> lookAtParams(path + ".params", params),
              () -> report(path + ".params", "Parameters must be an object", "VALUE_INVALID"));
    }
  }

  private void lookAtName(String path, String name) {
    if (!NAME.matcher(name).matches()) {
      report(path, "A name is a letter, then letters, digits and underscores", "NAME_INVALID");
    } else if (name.length() > LONGEST_NAME) {
      report(path, "A name has at most 40 characters", "NAME_INVALID");
    } else if (RESERVED.contains(name) || RESERVED_PREFIXES.stream().anyMatch(start(name))) {
      report(path, "The name is reserved", "NAME_RESERVED");
    }
  }

  private static Predicate<String> start(String name) {
    return name.toLowerCase(Locale.ROOT)::startsWith;
  }

  private void lookAtParams(String path, RawFields params) {
    if (params.values().size() > MOST) {
      report(path, "An event has at most 25 parameters", "EXCEEDED_MAX_ENTITIES");
    }
    for (Map.Entry<String, Document> param : params.values().entrySet()) {
      String name = param.getKey();
      if (!NAME.matcher(name).matches() || name.length() > LONGEST_NAME) {
        report(
            path,
            "A parameter's name is a letter, then letters, digits and underscores, 40 at most",
            "NAME_INVALID");
      }
      if (params.text(name).filter(value -> value.length() > LONGEST_VALUE).isPresent()) {
        report(path, "A parameter's value has at most 100 characters", "VALUE_OUT_OF_BOUNDS");
      }
    }
  }

  private void lookAtTime(String path, RawFields fields) {
    if (fields.values().containsKey("timestamp_micros")
        && fields.text("timestamp_micros").filter(t -> MICROS.matcher(t).matches()).isEmpty()) {
      report(path, "A time is microseconds since 1970", "VALUE_INVALID");
    }
  }

  private void report(String path, String description, String code) {
    messages.add(new Message(path, description, code));
  }
}
