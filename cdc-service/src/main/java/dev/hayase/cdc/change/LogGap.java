package dev.hayase.cdc.change;

/// Why a log cannot be read on from where the last capture ended.
///
/// @param key the source's key in the pipeline file that names the log, as `slot`
/// @param value of that key
/// @param problem what is wrong with it
/// @param remedy what somebody can do
public record LogGap(String key, String value, String problem, String remedy) {}
