package dev.hayase.emulator.query;

import com.google.gson.JsonArray;

/// Some rows of a result, encoded.
public record ResultPage(JsonArray rows, long totalRows) {}
