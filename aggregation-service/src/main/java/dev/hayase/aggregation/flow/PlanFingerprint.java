package dev.hayase.aggregation.flow;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.engine.plan.AggregationPlan;
import dev.hayase.engine.plan.JoinPlan;
import dev.hayase.pipeline.AggregationSettings;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// Names all that decides what an aggregation's state means: what is declared, and the types of the
/// columns that are read. How often results are written, and how they are loaded, are not of it.
public final class PlanFingerprint {
  private PlanFingerprint() {}

  public static String of(AggregationSettings settings, AggregationPlan plan) {
    List<Object> all =
        List.of(
            settings.from(),
            settings.joins(),
            settings.where(),
            settings.shape(),
            settings.columns(),
            settings.changesAt(),
            settings.onceFor(),
            plan.source(),
            plan.joins().stream().map(JoinPlan::dimension).toList(),
            plan.groups().key(),
            plan.groups().inputs(),
            plan.groups().output());
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(all.toString().getBytes(UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
