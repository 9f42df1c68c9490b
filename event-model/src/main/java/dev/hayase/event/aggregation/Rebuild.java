package dev.hayase.event.aggregation;

import dev.hayase.event.wire.Json;
import dev.hayase.event.wire.WireVersion;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An operator's order to build an aggregation anew, beside the build that is there.
///
/// @param generation of the new build
/// @param ordered when; the new build takes over when it is complete through then
/// @param declaration what is to be built, as a [Build] has it; empty: what the pipeline files of
///   the instances say
public record Rebuild(int generation, Instant ordered, Optional<String> declaration) {
  /// Of what the instances' pipeline files say.
  public Rebuild(int generation, Instant ordered) {
    this(generation, ordered, Optional.empty());
  }

  /// The record value.
  public byte[] toJson() {
    ObjectNode document = Json.object();
    document.put("version", WireVersion.CURRENT);
    document.put("generation", generation);
    document.put("ordered_us", ChronoUnit.MICROS.between(Instant.EPOCH, ordered));
    declaration.ifPresent(text -> document.put("declaration", text));
    return Json.bytes(document);
  }

  /// Reads what [#toJson()] wrote.
  ///
  /// @throws dev.hayase.event.wire.MalformedRecordException when it is something else
  public static Rebuild fromJson(byte[] json) {
    return Json.read(
        json,
        "An order to build anew",
        document ->
            new Rebuild(
                document.required("generation").asInt(),
                Instant.EPOCH.plus(document.required("ordered_us").asLong(), ChronoUnit.MICROS),
                Optional.ofNullable(document.get("declaration")).map(JsonNode::asString)));
  }
}
