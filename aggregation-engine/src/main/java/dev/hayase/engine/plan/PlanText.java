package dev.hayase.engine.plan;

import dev.hayase.engine.expression.Expression;
import dev.hayase.engine.group.GroupPlan;
import dev.hayase.engine.measure.Measure;
import dev.hayase.engine.plan.SourcePlan.Kind;
import dev.hayase.engine.value.Layout;
import dev.hayase.engine.window.WindowPlan;
import dev.hayase.engine.window.Windows;
import dev.hayase.event.schema.Column;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// A plan as `./hayase validate --plan` prints it: what is done, by which topics and stores, and
/// what it costs.
public final class PlanText {
  private final AggregationPlan plan;
  private final StageNames names;
  private final List<String> lines = new ArrayList<>();

  private PlanText(AggregationPlan plan) {
    this.plan = plan;
    this.names = new StageNames(plan);
  }

  /// Lines that end in a line feed.
  public static String of(AggregationPlan plan) {
    PlanText text = new PlanText(plan);
    text.write();
    return String.join("\n", text.lines) + "\n";
  }

  /// What a change means, in one line for each reason.
  public static String of(PlanChange change) {
    return switch (change) {
      case PlanChange.Same _ -> "continues: nothing has changed\n";
      case PlanChange.Continues continues -> each("continues: ", continues.what());
      case PlanChange.Rebuild rebuild -> each("needs a rebuild: ", rebuild.why());
    };
  }

  private static String each(String verdict, List<String> reasons) {
    return reasons.stream().map(reason -> verdict + reason + "\n").collect(Collectors.joining());
  }

  /// What may grow without end, or surprise.
  public static List<String> warnings(AggregationPlan plan) {
    List<String> warnings = new ArrayList<>();
    boolean events = plan.source().kind() == Kind.EVENTS;
    Optional<WindowPlan> window = plan.groups().window();
    if (window.isPresent() && window.get().grace().isEmpty()) {
      warnings.add(
          "window has no grace: windows never close, and all of them stay in state. Write grace:"
              + " with how late rows may come");
    }
    if (events && window.isEmpty() && !(plan.groups().rows() instanceof GroupPlan.Latest)) {
      warnings.add(
          "events are grouped without a window: every group stays in state. Write window:, unless"
              + " there are few groups");
    }
    for (JoinPlan join : plan.joins()) {
      if (events && join.keep().isEmpty()) {
        warnings.add(
            "join "
                + join.as()
                + " keeps every event for ever. Write keep: with how long they follow changes of "
                + join.dimension().topic());
      }
    }
    return warnings;
  }

  private void write() {
    lines.add(plan.name() + " -> " + names.output() + " (application " + names.application() + ")");
    read("reads", plan.source());
    if (plan.source().kind() == Kind.CHANGES) {
      store(StageNames.CURRENT, "a copy of each row that is there, of these columns");
    }
    for (int i = 0; i < plan.joins().size(); i++) {
      join(plan.joins().get(i));
    }
    plan.where().ifPresent(where -> line("where", where.text()));
    groups();
    GroupPlan groups = plan.groups();
    int first = groups.output().size() - groups.columns().size();
    for (int i = 0; i < groups.columns().size(); i++) {
      Column column = groups.output().columns().get(first + i);
      String text = groups.columns().get(i).text();
      line(
          i == 0 ? "columns" : "",
          column.name()
              + " "
              + Checks.typeOf(column)
              + (text.equals(column.name()) ? "" : " = " + text));
    }
    groups
        .changesAt()
        .ifPresent(time -> line("", "computed again when " + time.text() + " has come"));
    line("key", String.join(", ", plan.schema().primaryKey()));
    line("time", names.time());
    line("late", names.late());
    line("unread", names.letters());
    warnings(plan).forEach(warning -> line("warning", warning));
  }

  private void read(String what, SourcePlan source) {
    line(
        what,
        source.topic()
            + " ("
            + source.kind().name().toLowerCase(Locale.ROOT)
            + "): "
            + names(source.columns()));
  }

  private void join(JoinPlan join) {
    read("joins", join.dimension());
    line(
        "",
        "as "
            + join.as()
            + " on "
            + join.on().stream().map(Expression::text).collect(Collectors.joining(", "))
            + (join.outer() ? ", rows without one stay" : ", rows without one do not count"));
    repartition(StageNames.rows(join));
    repartition(StageNames.dimension(join));
    store(StageNames.current(join), "a copy of each row that is there, of these columns");
    String kept =
        join.keep().map(keep -> "for " + text(keep)).orElse("for as long as they are there");
    store(StageNames.joined(join), "the rows of both sides, " + kept);
  }

  private void groups() {
    GroupPlan groups = plan.groups();
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < plan.groupBy().size(); i++) {
      String name = groups.key().columns().get(i).name();
      String text = plan.groupBy().get(i).text();
      keys.add(name.equals(text) ? name : name + " = " + text);
    }
    if (!keys.isEmpty()) {
      line("groups", "by " + String.join(", ", keys));
    }
    groups.window().ifPresent(window -> line("windows", text(window)));
    repartition(StageNames.CONTRIBUTIONS);
    String cut = groups.window().isPresent() ? "for each group and window" : "for each group";
    switch (groups.rows()) {
      case GroupPlan.Measured measured -> {
        store(StageNames.GROUPS, cut + " what follows");
        for (Measure measure : measured.measures()) {
          measure(measure);
        }
      }
      case GroupPlan.Latest latest -> {
        store(StageNames.GROUPS, cut + " its rows, of which the newest is shown");
        latest.by().ifPresent(slot -> line("", "newest by " + plan.inputs().get(slot).text()));
      }
      case GroupPlan.Custom custom -> {
        store(StageNames.GROUPS, cut + " its rows, all of them");
        line("", "computed by " + custom.function().getClass().getName());
      }
    }
    groups.onceFor().ifPresent(time -> line("", "ids of events are remembered for " + text(time)));
  }

  private void measure(Measure measure) {
    String filter =
        measure.filter().isPresent()
            ? " where " + plan.inputs().get(measure.filter().getAsInt()).text()
            : "";
    String what = MeasureText.of(measure.function(), slot -> plan.inputs().get(slot).text());
    line(
        "",
        measure.result().name()
            + " = "
            + what
            + filter
            + ": "
            + MeasureText.state(measure.function()));
  }

  private void repartition(String name) {
    line("", "topic " + names.between(name));
  }

  private void store(String name, String holds) {
    line("", "store " + name + " (topic " + names.changelog(name) + "): " + holds);
  }

  private void line(String label, String text) {
    lines.add("  %-8s %s".formatted(label, text));
  }

  private static String names(Layout layout) {
    return layout.columns().isEmpty()
        ? "no column"
        : layout.columns().stream().map(Column::name).collect(Collectors.joining(", "));
  }

  private static String text(WindowPlan window) {
    String form =
        switch (window.windows()) {
          case Windows.Tumbling tumbling -> "of " + text(tumbling.size());
          case Windows.Hopping hopping ->
              "of " + text(hopping.size()) + ", one every " + text(hopping.every());
          case Windows.Session session -> "sessions that end after " + text(session.gap());
          case Windows.Calendar calendar ->
              "calendar "
                  + calendar.unit().name().toLowerCase(Locale.ROOT)
                  + "s in "
                  + calendar.zone();
        };
    return form
        + window.grace().map(grace -> ", closed " + text(grace) + " after their end").orElse("");
  }

  /// As the file writes it: the largest unit that leaves nothing over.
  private static String text(Duration duration) {
    if (duration.toMillisPart() > 0) {
      return duration.toMillis() + "ms";
    }
    long seconds = duration.toSeconds();
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3_600 == 0) {
      return seconds / 3_600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
