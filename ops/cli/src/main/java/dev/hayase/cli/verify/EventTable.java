package dev.hayase.cli.verify;

import dev.hayase.event.topic.Topics;
import dev.hayase.pipeline.Pipeline;
import dev.hayase.pipeline.TableSettings;

/// The table of a stream, and beside it the view `<table>_once`, which shows each event once.
public record EventTable(String stream, String dataset, String table) {
  /// The table of a stream, placed as the pipeline says.
  public static EventTable of(Pipeline pipeline, String stream) {
    TableSettings settings = pipeline.table(Topics.stream(stream));
    return new EventTable(
        stream,
        settings.dataset().orElse(pipeline.bigquery().dataset()),
        settings.table().orElse(stream));
  }

  /// The topic of its events.
  public String topic() {
    return Topics.stream(stream);
  }
}
