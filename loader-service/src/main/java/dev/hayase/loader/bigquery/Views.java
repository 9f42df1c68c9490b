package dev.hayase.loader.bigquery;

import com.google.api.services.bigquery.model.Table;
import com.google.api.services.bigquery.model.TableReference;
import com.google.api.services.bigquery.model.ViewDefinition;
import dev.hayase.loader.outcome.Failure;
import dev.hayase.loader.outcome.Outcome;
import dev.hayase.records.table.Owner;
import dev.hayase.records.table.TableRef;
import dev.hayase.records.table.TableView;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Views beside tables, through the REST API. One that somebody else made is left alone.
final class Views {
  private static final Logger LOG = LoggerFactory.getLogger(Views.class);

  private final BigQueryAccess access;

  Views(BigQueryAccess access) {
    this.access = access;
  }

  Outcome<Boolean> make(TableView view, String owner) {
    String sql = Sql.view(view);
    return switch (insert(view.ref(), sql, owner)) {
      case Outcome.Failed<Boolean>(Failure.AlreadyExists _) -> renew(view.ref(), sql, owner);
      case Outcome<Boolean> outcome -> outcome;
    };
  }

  private Outcome<Boolean> insert(TableRef ref, String sql, String owner) {
    Table view =
        new Table()
            .setTableReference(
                new TableReference()
                    .setProjectId(ref.project())
                    .setDatasetId(ref.dataset())
                    .setTableId(ref.table()))
            .setLabels(Map.of(Owner.LABEL, owner))
            .setView(definition(sql));
    return access.inTurn(() -> {
      access.rest().tables().insert(ref.project(), ref.dataset(), view).execute();
      return true;
    });
  }

  private static ViewDefinition definition(String sql) {
    return new ViewDefinition().setQuery(sql).setUseLegacySql(false);
  }

  private Outcome<Boolean> renew(TableRef ref, String sql, String owner) {
    return access.inTurn(() -> {
      Table there = access.rest().tables().get(ref.project(), ref.dataset(), ref.table()).execute();
      Map<String, String> labels = there.getLabels();
      boolean ours = labels != null && owner.equals(labels.get(Owner.LABEL));
      if (!ours || there.getView() == null) {
        LOG.atWarn()
            .addKeyValue("view", ref)
            .addKeyValue("remedy", "Rename or drop what has the name, or set another table:")
            .log("Something else has the name of a view of ours; it stays");
        return false;
      }
      if (!sql.equals(there.getView().getQuery())) {
        access
            .rest()
            .tables()
            .patch(ref.project(), ref.dataset(), ref.table(), new Table().setView(definition(sql)))
            .execute();
      }
      return true;
    });
  }
}
