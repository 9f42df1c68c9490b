package dev.hayase.cli.screen;

/// A bar that fills from the left.
public final class ProgressBar {
  private ProgressBar() {}

  /// The bar with its percentage, full when `done` reaches `expected`.
  public static String of(long done, long expected, int width) {
    double share = expected <= 0 ? 0 : Math.clamp((double) done / expected, 0, 1);
    int filled = (int) Math.floor(share * width);
    return "[%s%s] %3d%%"
        .formatted("█".repeat(filled), "░".repeat(width - filled), (int) Math.floor(share * 100));
  }
}
