package dev.hayase.log.stream;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;

/// JSON from strangers: bounded in depth, names and numbers, and with each field once.
final class EventJson {
  /// BigQuery's JSON takes 500 levels; the event itself stands inside a column.
  private static final int DEEPEST = 400;

  private static final int LONGEST_NUMBER = 1000;
  private static final int LONGEST_NAME = 10_000;

  private static final StreamReadConstraints BOUNDS =
      StreamReadConstraints.builder()
          .maxNestingDepth(DEEPEST)
          .maxNumberLength(LONGEST_NUMBER)
          .maxNameLength(LONGEST_NAME)
          .build();

  /// To find where the elements of a list begin and end; what is in them is looked at later.
  static final JsonFactory LISTS =
      JsonFactory.builder()
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(BOUNDS)
          .build();

  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(BOUNDS)
          .streamWriteConstraints(
              StreamWriteConstraints.builder().maxNestingDepth(DEEPEST + 2).build())
          .build();

  private EventJson() {}
}
