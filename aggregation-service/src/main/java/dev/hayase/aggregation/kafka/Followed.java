package dev.hayase.aggregation.kafka;

import java.util.List;
import java.util.Set;

/// What time must know of an aggregation.
///
/// @param name the aggregation's
/// @param generation of its build
/// @param telling whether its results are told; else it is built anew
/// @param group that commits for it
/// @param sources topics that it reads
/// @param stages the topics between sources and groups: those of the first stage, of the second,
///   and so on
/// @param time the topic by which its groups are told the time
/// @param output the topic of its results, which is the name of its watermark's source, too
/// @param told the topic that says of a build which has taken over that all of its results are told
/// @param partitions of `time`, `output` and `told`
public record Followed(
    String name,
    int generation,
    boolean telling,
    String group,
    Set<String> sources,
    List<Set<String>> stages,
    String time,
    String output,
    String told,
    int partitions) {}
