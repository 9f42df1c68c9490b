package dev.hayase.emulator.control;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/// A JSON object that is read key by key; keys that nobody reads are refused.
final class Definition {
  private final JsonObject json;
  private final Set<String> known = new TreeSet<>();

  Definition(JsonObject json) {
    this.json = json;
  }

  Optional<String> text(String key) {
    return primitive(key)
        .map(value -> {
          if (!value.isString()) {
            throw RefusedException.key(key, value, "is no text: write it in quotation marks");
          }
          return value.getAsString();
        });
  }

  Optional<Boolean> flag(String key) {
    return primitive(key)
        .map(value -> {
          if (!value.isBoolean()) {
            throw RefusedException.key(key, value, "is no flag: write true or false");
          }
          return value.getAsBoolean();
        });
  }

  OptionalLong number(String key, long least, long most) {
    Optional<JsonPrimitive> present = primitive(key);
    if (present.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      long number = present.get().getAsBigDecimal().longValueExact();
      if (present.get().isNumber() && number >= least && number <= most) {
        return OptionalLong.of(number);
      }
    } catch (NumberFormatException | ArithmeticException _) {
      // Refused below.
    }
    throw RefusedException.key(
        key, present.get(), "does not fit: write a whole number from " + least + " to " + most);
  }

  Optional<Duration> duration(String key) {
    return text(key)
        .map(text ->
            DurationText.parse(text)
                .filter(Duration::isPositive)
                .orElseThrow(() ->
                    RefusedException.key(
                        key, text, "is no duration above zero: write 500ms, 30s, 10m, 2h or 4d")));
  }

  List<String> texts(String key) {
    known.add(key);
    JsonElement present = json.get(key);
    if (present == null) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    if (present instanceof JsonArray array) {
      for (JsonElement each : array) {
        if (each instanceof JsonPrimitive text && text.isString()) {
          texts.add(text.getAsString());
        }
      }
      if (!texts.isEmpty() && texts.size() == array.size()) {
        return texts;
      }
    }
    throw RefusedException.key(key, present, "is no list of texts: write [\"AppendRows\"]");
  }

  private Optional<JsonPrimitive> primitive(String key) {
    known.add(key);
    JsonElement present = json.get(key);
    if (present == null) {
      return Optional.empty();
    }
    if (present instanceof JsonPrimitive value) {
      return Optional.of(value);
    }
    throw RefusedException.key(key, present, "is no single value: write a text or a number");
  }

  /// Refuses what nobody has asked for.
  ///
  /// @param what is defined
  void requireNothingElse(String what) {
    for (String key : json.keySet()) {
      if (!known.contains(key)) {
        throw RefusedException.key(
            key,
            json.get(key),
            "is no key of " + what + ": write some of " + String.join(", ", known));
      }
    }
  }
}
