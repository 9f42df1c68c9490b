package dev.hayase.loader.actuate;

import dev.hayase.loader.flow.Knobs;
import dev.hayase.loader.flow.Steering.Effective;
import dev.hayase.loader.flow.TokenBucket;
import dev.hayase.pipeline.ByteSize;
import dev.hayase.pipeline.knob.Knob;
import dev.hayase.pipeline.knob.TableKnobs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/// `/actuator/settings`: at each table, which knobs are in effect, which of them somebody has
/// turned, who, when and until when, and what could not be turned.
@Endpoint(id = "settings")
public final class SettingsEndpoint {
  private static final String UNLIMITED = "unlimited";

  private final Supplier<List<Effective>> effective;

  public SettingsEndpoint(Supplier<List<Effective>> effective) {
    this.effective = effective;
  }

  @ReadOperation
  public Map<String, Object> settings() {
    return Map.of("tables", effective.get().stream().map(SettingsEndpoint::table).toList());
  }

  private static Map<String, Object> table(Effective effective) {
    Map<String, Object> table = new LinkedHashMap<>();
    table.put("topic", effective.topic());
    table.put("effective", knobs(effective.knobs()));
    Map<String, Object> turned = new LinkedHashMap<>();
    effective.turned().turned().forEach((name, knob) -> turned.put(name, turned(knob)));
    table.put("turned", turned);
    List<String> complaints =
        Stream.concat(
                effective.turned().complaints().stream()
                    .map(c -> c.sentence() + " and is ignored. " + c.remedy()),
                effective.complaint().stream())
            .toList();
    if (!complaints.isEmpty()) {
      table.put("complaints", complaints);
    }
    return table;
  }

  private static Map<String, Object> knobs(Knobs knobs) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put(Knob.PAUSED.name(), knobs.paused());
    all.put(Knob.PRIORITY.name(), knobs.priority().name().toLowerCase(Locale.ROOT));
    all.put(
        Knob.RATE.name(),
        knobs.bytesPerSecond() == TokenBucket.UNLIMITED
            ? UNLIMITED
            : new ByteSize(knobs.bytesPerSecond()) + "/s");
    all.put(Knob.IN_FLIGHT.name(), knobs.requestsInFlight());
    all.put(Knob.BATCH_ROWS.name(), knobs.batch().rows());
    all.put(Knob.BATCH_BYTES.name(), new ByteSize(knobs.batch().bytes()).toString());
    all.put(Knob.BATCH_AGE.name(), knobs.batch().ageMillis() + "ms");
    return all;
  }

  private static Map<String, Object> turned(TableKnobs.Turned turned) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("value", turned.value());
    all.put("by", turned.by());
    all.put("at", turned.at().toString());
    turned.until().ifPresent(until -> all.put("until", until.toString()));
    return all;
  }
}
