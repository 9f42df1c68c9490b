package dev.hayase.emulator.googlesql;

import com.google.gson.JsonObject;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAddColumnAction;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAddConstraintAction;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAlterAction;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAlterColumnAction;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAlterColumnDropDefaultAction;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAlterColumnDropNotNullAction;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAlterColumnOptionsAction;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAlterColumnSetDataTypeAction;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAlterColumnSetDefaultAction;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAlterObjectStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAlterSchemaStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAlterTableSetOptionsStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAlterTableStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAlterViewStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedColumnAnnotations;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedDropColumnAction;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedDropConstraintAction;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedDropPrimaryKeyAction;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedForeignKey;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedPrimaryKey;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedRenameColumnAction;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedRenameToAction;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedSetOptionsAction;
import dev.hayase.emulator.catalog.Alteration;
import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.catalog.Mode;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Reads the actions of ALTER statements, in their order.
final class AlterReader {
  private final Translation translation;
  private final Options options;
  private final SchemaFields fields;
  private final KeyConstraints keys;

  AlterReader(Translation translation, Options options, SchemaFields fields, KeyConstraints keys) {
    this.translation = translation;
    this.options = options;
    this.fields = fields;
    this.keys = keys;
  }

  Ddl table(ResolvedAlterTableStmt statement) {
    Optional<String> renamed = Optional.empty();
    UnaryOperator<Alteration> change = UnaryOperator.identity();
    for (ResolvedAlterAction action : statement.getAlterActionList()) {
      if (action instanceof ResolvedRenameToAction rename) {
        if (rename.getNewPath().size() != 1 || statement.getAlterActionList().size() > 1) {
          throw translation.unsupported("RENAME TO into another dataset or with others", action);
        }
        renamed = Optional.of(rename.getNewPath().getFirst());
      } else {
        change = then(change, table(action));
      }
    }
    return new Ddl.AlterTable(
        statement.getNamePath(), false, statement.getIsIfExists(), change, renamed);
  }

  /// The analyzer has a node of its own for this one action.
  Ddl table(ResolvedAlterTableSetOptionsStmt statement) {
    return new Ddl.AlterTable(
        statement.getNamePath(),
        false,
        statement.getIsIfExists(),
        table -> table.onTable(resource -> options.ofTable(statement.getOptionList(), resource)),
        Optional.empty());
  }

  private static UnaryOperator<Alteration> then(
      UnaryOperator<Alteration> first, UnaryOperator<Alteration> second) {
    return table -> second.apply(first.apply(table));
  }

  private UnaryOperator<Alteration> table(ResolvedAlterAction action) {
    return switch (action) {
      case ResolvedSetOptionsAction set ->
          table -> table.onTable(resource -> options.ofTable(set.getOptionList(), resource));
      case ResolvedAddColumnAction add -> add(add);
      case ResolvedDropColumnAction drop ->
          table ->
              drop.getIsIfExists() && !hasColumn(table, drop.getName())
                  ? table
                  : table.drop(drop.getName());
      case ResolvedRenameColumnAction rename ->
          table ->
              rename.getIsIfExists() && !hasColumn(table, rename.getName())
                  ? table
                  : table.rename(rename.getName(), rename.getNewName());
      case ResolvedAlterColumnAction column -> column(column);
      case ResolvedAddConstraintAction add -> constraint(add);
      case ResolvedDropPrimaryKeyAction drop ->
          table ->
              table.onTable(
                  resource -> KeyConstraints.dropPrimaryKey(resource, drop.getIsIfExists()));
      case ResolvedDropConstraintAction drop ->
          table ->
              table.onTable(resource ->
                  KeyConstraints.dropForeignKey(resource, drop.getName(), drop.getIsIfExists()));
      default -> throw unsupported(action);
    };
  }

  /// A default is set in a statement of its own, after the column exists
  /// ([documentation](https://cloud.google.com/bigquery/docs/default-values)).
  private UnaryOperator<Alteration> add(ResolvedAddColumnAction add) {
    JsonObject field = fields.field(add.getColumnDefinition());
    String name = add.getColumnDefinition().getName();
    if (field.has("defaultValueExpression")) {
      throw BigQueryException.invalidQuery(
          "ALTER TABLE ADD COLUMN does not support DEFAULT: add column "
              + name
              + " first, then use ALTER COLUMN SET DEFAULT"
              + translation.positions().of(add));
    }
    return table -> add.getIsIfNotExists() && hasColumn(table, name) ? table : table.add(field);
  }

  private UnaryOperator<Alteration> column(ResolvedAlterColumnAction action) {
    String name = action.getColumn();
    UnaryOperator<Alteration> change =
        switch (action) {
          case ResolvedAlterColumnOptionsAction set ->
              table -> table.onField(name, field -> options.ofColumn(set.getOptionList(), field));
          case ResolvedAlterColumnDropNotNullAction _ -> table -> table.dropNotNull(name);
          case ResolvedAlterColumnSetDefaultAction set ->
              table -> table.withDefault(name, Optional.of(set.getDefaultValue().getSql()));
          case ResolvedAlterColumnDropDefaultAction _ ->
              table -> table.withDefault(name, Optional.empty());
          case ResolvedAlterColumnSetDataTypeAction set -> retype(name, set);
          default -> throw unsupported(action);
        };
    return table -> action.getIsIfExists() && !hasColumn(table, name) ? table : change.apply(table);
  }

  /// The mode stays: SET DATA TYPE says nothing about it.
  private UnaryOperator<Alteration> retype(String name, ResolvedAlterColumnSetDataTypeAction set) {
    ResolvedColumnAnnotations annotations = set.getUpdatedAnnotations();
    JsonObject type = fields.typed(set.getUpdatedType(), annotations, set);
    String mode = type.remove("mode").getAsString();
    boolean array = mode.equals("REPEATED");
    return table -> {
      boolean isArray =
          table
              .next()
              .schema()
              .column(name)
              .filter(column -> column.mode() == Mode.REPEATED)
              .isPresent();
      if (array != isArray) {
        throw BigQueryException.invalidQuery(
            "ALTER TABLE ALTER COLUMN SET DATA TYPE cannot make an ARRAY of column "
                + name
                + " or undo it"
                + translation.positions().of(set));
      }
      return table.retype(name, type);
    };
  }

  private UnaryOperator<Alteration> constraint(ResolvedAddConstraintAction add) {
    return switch (add.getConstraint()) {
      case ResolvedPrimaryKey key -> table -> table.onTable(resource -> keys.add(key, resource));
      case ResolvedForeignKey key ->
          table ->
              table.onTable(resource -> {
                if (KeyConstraints.hasForeignKey(resource, key.getConstraintName())) {
                  if (add.getIsIfNotExists()) {
                    return;
                  }
                  throw BigQueryException.invalidQuery(
                      "Already Exists: constraint " + key.getConstraintName());
                }
                keys.add(key, resource);
              });
      default -> throw unsupported(add);
    };
  }

  Ddl view(ResolvedAlterViewStmt statement) {
    UnaryOperator<Alteration> change = UnaryOperator.identity();
    for (ResolvedAlterAction action : statement.getAlterActionList()) {
      change =
          then(
              change,
              switch (action) {
                case ResolvedSetOptionsAction set ->
                    view -> view.onTable(resource -> options.ofView(set.getOptionList(), resource));
                case ResolvedAlterColumnOptionsAction set -> column(set);
                default -> throw unsupported(action);
              });
    }
    return new Ddl.AlterTable(
        statement.getNamePath(), true, statement.getIsIfExists(), change, Optional.empty());
  }

  Ddl schema(ResolvedAlterSchemaStmt statement) {
    return new Ddl.AlterSchema(
        statement.getNamePath(),
        statement.getIsIfExists(),
        before -> {
          JsonObject resource = before.deepCopy();
          change(statement, resource);
          return resource;
        });
  }

  private void change(ResolvedAlterObjectStmt statement, JsonObject resource) {
    for (ResolvedAlterAction action : statement.getAlterActionList()) {
      if (!(action instanceof ResolvedSetOptionsAction set)) {
        throw unsupported(action);
      }
      options.ofSchema(set.getOptionList(), resource);
    }
  }

  private static boolean hasColumn(Alteration table, String name) {
    return table.next().schema().column(name).isPresent();
  }

  private BigQueryException unsupported(ResolvedAlterAction action) {
    String words = action.nodeKindString().replaceAll("(?<=[a-z])(?=[A-Z])", " ");
    return translation.unsupported("ALTER with " + words, action);
  }
}
