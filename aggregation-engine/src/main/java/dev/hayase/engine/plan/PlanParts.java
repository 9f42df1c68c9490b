package dev.hayase.engine.plan;

import dev.hayase.engine.expression.Expression;
import dev.hayase.engine.group.GroupPlan;
import dev.hayase.engine.measure.Measure;
import dev.hayase.engine.value.Layout;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// All that decides what an aggregation's state and results mean, part by part, so that two plans
/// can be told apart, and how. What only says when or where results go is no part of it.
///
/// @param parts key path in `pipeline.yaml`, as far as there is one, to what is there
public record PlanParts(SortedMap<String, String> parts) {
  static final String GRACE = "window.grace";
  static final String ONCE_FOR = "once-for";
  static final String KEEP = ".keep";

  /// Changes with what the service writes into its stores.
  private static final String FORM_OF_STATE = "1";

  private static final int VERSION = 1;

  public PlanParts {
    parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
  }

  /// Those of a plan.
  public static PlanParts of(AggregationPlan plan) {
    SortedMap<String, String> parts = new TreeMap<>();
    parts.put("form of state", FORM_OF_STATE);
    parts.put("from", plan.source().topic() + " " + plan.source().kind());
    columns("from.columns", plan.source().columns(), parts);
    parts.put("join", names(plan.joins().stream().map(JoinPlan::as).toList()));
    for (JoinPlan join : plan.joins()) {
      String key = "join." + join.as();
      parts.put(key, join.dimension().topic() + (join.outer() ? " left" : " inner"));
      parts.put(key + ".on", names(join.on().stream().map(Expression::text).toList()));
      columns(key + ".columns", join.dimension().columns(), parts);
      parts.put(key + KEEP, text(join.keep()));
    }
    plan.where().ifPresent(where -> parts.put("where", where.text()));
    groups(plan, parts);
    return new PlanParts(parts);
  }

  private static void groups(AggregationPlan plan, SortedMap<String, String> parts) {
    GroupPlan groups = plan.groups();
    columns("group-by", groups.key(), parts);
    for (int i = 0; i < plan.groupBy().size(); i++) {
      parts.merge(
          "group-by." + groups.key().columns().get(i).name(),
          plan.groupBy().get(i).text(),
          (type, text) -> text + ": " + type);
    }
    groups
        .window()
        .ifPresent(window -> {
          parts.put("window", window.windows().toString());
          parts.put(GRACE, text(window.grace()));
        });
    plan.time().ifPresent(time -> parts.put("window.on", time.text()));
    groups.onceFor().ifPresent(onceFor -> parts.put(ONCE_FOR, onceFor.toString()));
    switch (groups.rows()) {
      case GroupPlan.Measured measured -> {
        parts.put(
            "measures",
            names(measured.measures().stream().map(measure -> measure.result().name()).toList()));
        for (Measure measure : measured.measures()) {
          parts.put("measures." + measure.result().name(), measure(measure, plan));
        }
      }
      case GroupPlan.Latest latest -> {
        columns("latest.columns", groups.inputs(), parts);
        parts.put("latest.order", input(latest.by(), plan));
      }
      case GroupPlan.Custom custom -> {
        parts.put("java", custom.function().getClass().getName());
        columns("java.columns", groups.inputs(), parts);
      }
    }
    Layout output = groups.output();
    int first = output.size() - groups.columns().size();
    parts.put("columns", names(output.columns().stream().map(Column::name).toList()));
    for (int i = 0; i < groups.columns().size(); i++) {
      Column column = output.columns().get(first + i);
      parts.put("columns." + column.name(), groups.columns().get(i).text() + ": " + type(column));
    }
    groups.changesAt().ifPresent(time -> parts.put("changes-at", time.text()));
  }

  private static String measure(Measure measure, AggregationPlan plan) {
    String filter = measure.filter().isPresent() ? " where " + input(measure.filter(), plan) : "";
    return MeasureText.of(measure.function(), slot -> input(OptionalInt.of(slot), plan))
        + filter
        + ": "
        + type(measure.result());
  }

  private static String input(OptionalInt slot, AggregationPlan plan) {
    return slot.isPresent() ? plan.inputs().get(slot.getAsInt()).text() : "";
  }

  /// The columns' order, which is how they stand in state, and the type of each.
  private static void columns(String key, Layout layout, SortedMap<String, String> parts) {
    parts.put(key, names(layout.columns().stream().map(Column::name).toList()));
    layout.columns().forEach(column -> parts.put(key + "." + column.name(), type(column)));
  }

  private static String names(List<String> names) {
    return String.join(", ", names);
  }

  private static String text(Optional<Duration> duration) {
    return duration.map(Duration::toString).orElse("");
  }

  /// Digits and lengths are no part: values are the same without them.
  private static String type(Column column) {
    String type =
        column.type() == ColumnType.STRUCT
            ? column.fields().stream()
                .map(field -> field.name() + " " + type(field))
                .collect(Collectors.joining(", ", "STRUCT<", ">"))
            : column.type().toString();
    return column.mode() == Column.Mode.REPEATED ? "ARRAY<" + type + ">" : type;
  }

  /// All of it in one line, which [#parse] reads: equal text, equal parts.
  public String toText() {
    ObjectNode document = Json.object();
    document.put("version", VERSION);
    ObjectNode object = document.putObject("parts");
    parts.forEach(object::put);
    return new String(Json.bytes(document), StandardCharsets.UTF_8);
  }

  /// Reads what [#toText] wrote.
  ///
  /// @throws dev.hayase.event.wire.MalformedRecordException when it is something else
  public static PlanParts parse(String text) {
    return Json.read(
        text.getBytes(StandardCharsets.UTF_8),
        "The plan",
        document -> {
          SortedMap<String, String> parts = new TreeMap<>();
          document
              .required("parts")
              .properties()
              .forEach(part -> parts.put(part.getKey(), part.getValue().asString()));
          return new PlanParts(parts);
        });
  }
}
