package dev.hayase.loader.delivery;

import dev.hayase.loader.outcome.Outcome;
import dev.hayase.loader.store.Tables;
import dev.hayase.records.table.Owner;
import dev.hayase.records.table.TableView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes views beside the topic's table. Blocks.
record Views(Tables tables, String topic) {
  private static final Logger LOG = LoggerFactory.getLogger(Views.class);

  /// Nothing waits for a view: one that could not be made is tried again the next time.
  void make(TableView view) {
    if (tables.makeView(view, Owner.of(topic)) instanceof Outcome.Failed<Boolean> failed) {
      LOG.atWarn()
          .addKeyValue("view", view.ref())
          .addKeyValue("reason", failed.failure().detail())
          .log("A view beside the table could not be made");
    }
  }
}
