package dev.hayase.engine.plan;

import dev.hayase.event.topic.Topics;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The names of what an aggregation keeps in Kafka. They depend on nothing but its own declaration,
/// so that another aggregation never changes them.
///
/// Names of stores are those within Kafka Streams.
///
/// @param generation counts the builds of an aggregation from 1: one that is built anew has topics
///   of its own until it takes over, and keeps them
public record StageNames(AggregationPlan plan, int generation) {
  /// What all application ids begin with.
  public static final String PREFIX = "hayase-agg-";

  /// The store of the groups.
  public static final String GROUPS = "groups";

  /// The store of the source's rows.
  public static final String CURRENT = "current";

  /// What is on its way to the groups.
  public static final String CONTRIBUTIONS = "contributions";

  /// Those of the first build.
  public StageNames(AggregationPlan plan) {
    this(plan, 1);
  }

  /// The application's id, which is the name of its consumer group, too.
  public String application() {
    return application(plan.name(), generation);
  }

  /// The id of an aggregation of which no more is known.
  public static String application(String aggregation, int generation) {
    return PREFIX + aggregation + (generation == 1 ? "" : ".g" + generation);
  }

  public String time() {
    return application() + "-time";
  }

  /// Which partitions of a build that has taken over have told all of their results.
  public String told() {
    return application() + "-told";
  }

  public String output() {
    return Topics.aggregation(plan.name());
  }

  public String late() {
    return Topics.late(plan.name());
  }

  /// What could not be read or computed.
  public String letters() {
    return Topics.unread(plan.name());
  }

  /// The store of a dimension's rows.
  public static String current(JoinPlan join) {
    return CURRENT + "-" + join.as();
  }

  /// The store of a join.
  public static String joined(JoinPlan join) {
    return "join-" + join.as();
  }

  /// What is on its way to a join, of the rows.
  public static String rows(JoinPlan join) {
    return joined(join) + "-rows";
  }

  /// What is on its way to a join, of the dimension.
  public static String dimension(JoinPlan join) {
    return joined(join) + "-dimension";
  }

  /// The topic between two stages.
  public String between(String name) {
    return application() + "-" + name + "-repartition";
  }

  /// The topic that a store is restored from.
  public String changelog(String store) {
    return application() + "-" + store + "-changelog";
  }

  /// The topics that are read.
  public Set<String> sources() {
    Set<String> sources = new LinkedHashSet<>();
    sources.add(plan.source().topic());
    plan.joins().forEach(join -> sources.add(join.dimension().topic()));
    return sources;
  }

  /// The topics between sources and groups, stage by stage.
  public List<Set<String>> stages() {
    List<Set<String>> stages = new ArrayList<>();
    Set<String> read = new LinkedHashSet<>();
    read.add(between(plan.joins().isEmpty() ? CONTRIBUTIONS : rows(plan.joins().getFirst())));
    plan.joins().forEach(join -> read.add(between(dimension(join))));
    stages.add(read);
    for (int i = 1; i <= plan.joins().size(); i++) {
      stages.add(
          Set.of(between(i < plan.joins().size() ? rows(plan.joins().get(i)) : CONTRIBUTIONS)));
    }
    return stages;
  }
}
