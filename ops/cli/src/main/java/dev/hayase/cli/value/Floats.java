package dev.hayase.cli.value;

/// Floating-point numbers as either side prints them.
final class Floats {
  private Floats() {}

  /// A `real` is compared as one: its shortest text reads as another double than itself.
  static Value read(String text, SourceType source) {
    double value =
        switch (text) {
          case "NaN" -> Double.NaN;
          case "Infinity", "inf", "+inf" -> Double.POSITIVE_INFINITY;
          case "-Infinity", "-inf" -> Double.NEGATIVE_INFINITY;
          default -> Double.parseDouble(text);
        };
    return new Value.Floating(source.name().equals("float4") ? (float) value : value);
  }
}
