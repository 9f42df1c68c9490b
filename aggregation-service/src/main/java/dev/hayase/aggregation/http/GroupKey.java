package dev.hayase.aggregation.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.engine.value.JsonForm;
import dev.hayase.engine.value.Layout;
import dev.hayase.engine.value.Row;
import dev.hayase.engine.value.RowJson;
import dev.hayase.event.change.RowImage;
import dev.hayase.event.schema.Column;
import dev.hayase.event.wire.Json;
import dev.hayase.event.wire.MalformedRecordException;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The key of a group as people write it into an address: a JSON array of its values, or of one
/// column the value itself.
final class GroupKey {
  private GroupKey() {}

  /// @throws MalformedRecordException when it is none
  static Row parse(Layout layout, String text) {
    List<String> names = layout.columns().stream().map(Column::name).toList();
    ObjectNode object = Json.object();
    if (text.startsWith("[")) {
      Json.readForeign(
          text.getBytes(UTF_8),
          "The key",
          array -> {
            if (!array.isArray() || array.size() != names.size()) {
              throw wrong(names);
            }
            for (int i = 0; i < names.size(); i++) {
              JsonNode value = array.get(i);
              object.set(names.get(i), value);
            }
            return object;
          });
    } else if (names.size() == 1) {
      object.put(names.getFirst(), text);
    } else {
      throw wrong(names);
    }
    return new RowJson(layout, JsonForm.DOCUMENT).read(RowImage.of(Json.bytes(object)));
  }

  private static MalformedRecordException wrong(List<String> names) {
    return new MalformedRecordException("The key is a JSON array of the values of " + names);
  }
}
