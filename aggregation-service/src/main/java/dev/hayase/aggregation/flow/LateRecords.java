package dev.hayase.aggregation.flow;

import dev.hayase.aggregation.flow.Outgoing.Leaving;
import dev.hayase.engine.group.Contribution;
import dev.hayase.engine.group.GroupPlan;
import dev.hayase.engine.value.Row;
import dev.hayase.engine.value.RowText;
import dev.hayase.engine.window.Window;
import dev.hayase.event.wire.Headers;
import dev.hayase.event.wire.Json;
import dev.hayase.event.wire.WireVersion;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/// Contributions that came too late, as JSON that people read.
public final class LateRecords {
  private final String topic;
  private final RowText keys;
  private final RowText inputs;

  public LateRecords(String topic, GroupPlan groups) {
    this.topic = topic;
    this.keys = new RowText(groups.key());
    this.inputs = new RowText(groups.inputs());
  }

  public Leaving record(
      int partition, Row key, @Nullable Window window, Contribution contribution, Instant now) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    try (JsonGenerator json = Json.FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      json.writeName("group");
      keys.write(key, json);
      write(json, "window_start", window == null ? null : window.start());
      write(json, "window_end", window == null ? null : window.end());
      write(json, "time", contribution.time());
      write(json, "complete_through", now);
      json.writeNumberProperty("weight", contribution.weight());
      json.writeStringProperty("id", HexFormat.of().formatHex(contribution.id()));
      json.writeName("inputs");
      inputs.write(contribution.inputs(), json);
      json.writeEndObject();
    }
    return new Leaving(
        topic,
        partition,
        keys.write(key),
        out.toByteArray(),
        List.of(Results.header(Headers.VERSION, Integer.toString(WireVersion.CURRENT))));
  }

  private static void write(JsonGenerator json, String name, @Nullable Instant instant) {
    json.writeName(name);
    if (instant == null) {
      json.writeNull();
    } else {
      json.writeString(instant.toString());
    }
  }
}
