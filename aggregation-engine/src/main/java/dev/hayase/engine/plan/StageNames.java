package dev.hayase.engine.plan;

import dev.hayase.event.topic.Topics;

/// The names of everything that an aggregation has on Kafka. They follow from its own name and
/// those of its joins alone, so that adding, changing or removing another aggregation never touches
/// them.
///
/// Names of stores and of repartitions are those within Kafka Streams, which makes topics of them:
/// `<application>-<store>-changelog` and `<application>-<repartition>-repartition`.
///
/// @param aggregation its name
public record StageNames(String aggregation) {
  /// The store of the source's current rows, and of what was read of it.
  public static final String SOURCE = "source";

  /// The store of the groups, and the repartition before it.
  public static final String GROUPS = "groups";

  /// The application's id: its consumer group, and what its internal topics begin with.
  public String application() {
    return "hayase-agg-" + aggregation;
  }

  /// The topic of the results.
  public String results() {
    return Topics.aggregation(aggregation);
  }

  /// The topic of what came too late.
  public String late() {
    return Topics.late(aggregation);
  }

  /// The topic of what could not be read or computed.
  public String unread() {
    return Topics.unread(aggregation);
  }

  /// The internal topic that carries the time to every partition of the groups.
  public String time() {
    return application() + "-time";
  }

  /// The store of a joined table's current rows.
  public String dimension(String as) {
    return "table-" + as;
  }

  /// The store of a join.
  public String join(String as) {
    return "join-" + as;
  }

  /// The repartition of the rows before a join, by the joined table's key.
  public String joinRows(String as) {
    return "join-" + as + "-rows";
  }

  /// The repartition of the joined table's rows, by their key.
  public String joinTable(String as) {
    return "join-" + as + "-table";
  }

  /// The topic of a repartition.
  public String repartitionTopic(String repartition) {
    return application() + "-" + repartition + "-repartition";
  }

  /// The topic that a store is restored from.
  public String changelogTopic(String store) {
    return application() + "-" + store + "-changelog";
  }
}
