package dev.hayase.pipeline.yaml;

/// One line of the reference page.
public record Documented(
    String keyPath, String label, boolean required, String fallback, String description) {}
