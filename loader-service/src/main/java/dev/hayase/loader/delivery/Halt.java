package dev.hayase.loader.delivery;

/// Why a partition must not be loaded before an operator has acted, and what to do.
public record Halt(String reason, String remedy) {}
