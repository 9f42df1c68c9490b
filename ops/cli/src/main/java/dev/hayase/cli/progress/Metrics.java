package dev.hayase.cli.progress;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Prometheus' text format, read as far as the screen needs it.
public record Metrics(List<Sample> samples) {
  private static final Pattern LINE =
      Pattern.compile("^([a-zA-Z_:][\\w:]*)(?:\\{(.*)\\})?\\s+(\\S+)(?:\\s+\\d+)?$");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  /// One line.
  public record Sample(String name, Map<String, String> labels, double value) {
    public Sample {
      labels = Map.copyOf(labels);
    }
  }

  public Metrics {
    samples = List.copyOf(samples);
  }

  /// Reads what `/actuator/prometheus` answers.
  public static Metrics parse(String text) {
    List<Sample> samples = new ArrayList<>();
    text.lines()
        .filter(line -> !line.startsWith("#"))
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .forEach(line ->
            samples.add(new Sample(line.group(1), labels(line.group(2)), number(line.group(3)))));
    return new Metrics(samples);
  }

  private static Map<String, String> labels(@Nullable String text) {
    Map<String, String> labels = new LinkedHashMap<>();
    if (text != null) {
      Matcher label = LABEL.matcher(text);
      while (label.find()) {
        labels.put(label.group(1), unescaped(label.group(2)));
      }
    }
    return labels;
  }

  private static String unescaped(String value) {
    return value.replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\");
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  /// The histogram of that name for each value of a label.
  public Map<String, Histogram> histograms(String name, String label) {
    Map<String, NavigableMap<Double, Double>> buckets = new TreeMap<>();
    for (Sample sample : samples) {
      String bound = sample.labels().get("le");
      String value = sample.labels().get(label);
      if (sample.name().equals(name + "_bucket") && bound != null && value != null) {
        buckets
            .computeIfAbsent(value, _ -> new TreeMap<>())
            .merge(number(bound), sample.value(), Double::sum);
      }
    }
    Map<String, Histogram> histograms = new TreeMap<>();
    buckets.forEach((value, counts) -> histograms.put(value, new Histogram(counts)));
    return histograms;
  }
}
