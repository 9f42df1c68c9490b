package dev.hayase.emulator.googlesql.value;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A path into JSON: `$.a."b.c"[0]['d']`.
///
/// @see <a
///   href="https://cloud.google.com/bigquery/docs/reference/standard-sql/json_functions#JSONPath_format">
///   JSONPath format</a>
public record JsonPath(List<String> steps) {
  private static final Pattern STEP =
      Pattern.compile(
          "\\.([^\\s.\\[\\]\"']+)|\\.\"((?:[^\"\\\\]|\\\\.)*)\"|\\[\\s*(\\d+)\\s*\\]"
              + "|\\[\\s*'((?:[^'\\\\]|\\\\.)*)'\\s*\\]|\\[\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\s*\\]");

  public JsonPath {
    steps = List.copyOf(steps);
  }

  public static JsonPath of(String text) {
    if (!text.startsWith("$")) {
      throw new EvaluationException("JSONPath must start with '$'");
    }
    List<String> steps = new ArrayList<>();
    Matcher matcher = STEP.matcher(text).region(1, text.length());
    int at = 1;
    while (at < text.length()) {
      if (!matcher.lookingAt() || "*".equals(matcher.group(1))) {
        throw new EvaluationException("Invalid token in JSONPath at: " + text.substring(at));
      }
      steps.add(step(matcher));
      at = matcher.end();
      matcher.region(at, text.length());
    }
    return new JsonPath(steps);
  }

  private static String step(Matcher matcher) {
    for (int group = 1; group <= 5; group++) {
      String step = matcher.group(group);
      if (step != null) {
        return group == 1 || group == 3 ? step : step.replaceAll("\\\\(.)", "$1");
      }
    }
    throw new AssertionError(matcher);
  }

  public Optional<JsonElement> in(JsonElement root) {
    JsonElement at = root;
    for (String step : steps) {
      at =
          switch (at) {
            case JsonObject object -> object.get(step);
            case JsonArray array when step.matches("\\d{1,9}") ->
                Integer.parseInt(step) < array.size() ? array.get(Integer.parseInt(step)) : null;
            default -> null;
          };
      if (at == null) {
        return Optional.empty();
      }
    }
    return Optional.of(at);
  }
}
