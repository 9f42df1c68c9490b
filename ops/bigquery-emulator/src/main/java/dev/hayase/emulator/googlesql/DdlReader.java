package dev.hayase.emulator.googlesql;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.zetasql.Table;
import com.google.zetasql.resolvedast.ResolvedCreateStatementEnums.CreateMode;
import com.google.zetasql.resolvedast.ResolvedCreateStatementEnums.CreateScope;
import com.google.zetasql.resolvedast.ResolvedDropStmtEnums.DropMode;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAlterSchemaStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAlterTableSetOptionsStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAlterTableStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAlterViewStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedCreateSchemaStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedCreateStatement;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedCreateTableAsSelectStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedCreateTableStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedCreateTableStmtBase;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedCreateViewStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedDropStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedExpr;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedOutputColumn;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedStatement;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedTableScan;
import dev.hayase.emulator.catalog.TableName;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Reads CREATE, ALTER and DROP ([reference][ref]). Everything else that defines something is
/// refused by name.
///
/// [ref]: https://cloud.google.com/bigquery/docs/reference/standard-sql/data-definition-language
final class DdlReader {
  private final Translation translation;
  private final Scans scans;
  private final Function<Table, TableName> names;
  private final Options options;
  private final SchemaFields fields;
  private final Partitioning partitioning;
  private final KeyConstraints keys;

  DdlReader(
      Translation translation,
      Scans scans,
      Expressions expressions,
      Constants constants,
      Function<Table, TableName> names) {
    this.translation = translation;
    this.scans = scans;
    this.names = names;
    this.options = new Options(translation, expressions, constants);
    this.fields = new SchemaFields(translation, options);
    this.partitioning = new Partitioning(translation, expressions, constants);
    this.keys = new KeyConstraints(translation, names);
  }

  /// @return empty when the statement defines nothing that is known here
  Optional<Ddl> read(ResolvedStatement statement) {
    AlterReader alter = new AlterReader(translation, options, fields, keys);
    return switch (statement) {
      case ResolvedCreateTableStmt create -> Optional.of(table(create));
      case ResolvedCreateTableAsSelectStmt create -> Optional.of(table(create));
      case ResolvedCreateViewStmt create -> Optional.of(view(create));
      case ResolvedCreateSchemaStmt create -> Optional.of(schema(create));
      case ResolvedAlterTableStmt change -> Optional.of(alter.table(change));
      case ResolvedAlterTableSetOptionsStmt change -> Optional.of(alter.table(change));
      case ResolvedAlterViewStmt change -> Optional.of(alter.view(change));
      case ResolvedAlterSchemaStmt change -> Optional.of(alter.schema(change));
      case ResolvedDropStmt drop -> Optional.of(drop(drop));
      default -> Optional.empty();
    };
  }

  private Ddl table(ResolvedCreateTableStmt create) {
    Ddl.IfTaken ifTaken = ifTaken(create);
    JsonObject resource = new JsonObject();
    ResolvedScan copied =
        create.getCopyFrom() != null ? create.getCopyFrom() : create.getCloneFrom();
    Optional<TableName> model = Optional.empty();
    if (create.getLikeTable() != null) {
      model = Optional.of(names.apply(create.getLikeTable()));
    } else if (copied instanceof ResolvedTableScan scan && scan.getForSystemTimeExpr() == null) {
      model = Optional.of(names.apply(scan.getTable()));
    } else if (copied != null) {
      throw translation.unsupported("COPY or CLONE of other than a table as it is now", copied);
    }
    describe(create, resource, model.isEmpty());
    place(create.getPartitionByList(), create.getClusterByList(), resource);
    return new Ddl.CreateTable(
        create.getNamePath(), ifTaken, resource, model, copied != null, Optional.empty());
  }

  private Ddl table(ResolvedCreateTableAsSelectStmt create) {
    Ddl.IfTaken ifTaken = ifTaken(create);
    JsonObject resource = new JsonObject();
    describe(create, resource, true);
    place(create.getPartitionByList(), create.getClusterByList(), resource);
    return new Ddl.CreateTable(
        create.getNamePath(),
        ifTaken,
        resource,
        Optional.empty(),
        false,
        Optional.of(rows(create)));
  }

  /// The query's columns in the order of the table's.
  private String rows(ResolvedCreateTableAsSelectStmt create) {
    return create.getOutputColumnList().stream()
        .map(column -> scans.column(column.getColumn()))
        .collect(
            Collectors.joining(
                ", ", "SELECT ", " FROM (" + scans.query(create.getQuery()) + ") AS q"));
  }

  private void describe(
      ResolvedCreateTableStmtBase create, JsonObject resource, boolean withColumns) {
    if (!create.getCheckConstraintList().isEmpty()) {
      throw translation.unsupported("CHECK", create.getCheckConstraintList().getFirst());
    }
    if (create.getCollationName() != null) {
      throw translation.unsupported("DEFAULT COLLATE", create.getCollationName());
    }
    if (create.getConnection() != null) {
      throw translation.unsupported("WITH CONNECTION", create.getConnection());
    }
    if (withColumns) {
      resource.add("schema", fields.schema(create.getColumnDefinitionList()));
    }
    if (create.getPrimaryKey() != null) {
      keys.add(create.getPrimaryKey(), resource);
    }
    create.getForeignKeyList().forEach(key -> keys.add(key, resource));
    options.ofTable(create.getOptionList(), resource);
  }

  private void place(
      List<ResolvedExpr> partitionBy, List<ResolvedExpr> clusterBy, JsonObject resource) {
    partitioning.partition(partitionBy, resource);
    partitioning.cluster(clusterBy, resource);
  }

  private Ddl view(ResolvedCreateViewStmt create) {
    Ddl.IfTaken ifTaken = ifTaken(create);
    if (create.getRecursive()) {
      throw translation.unsupported("CREATE RECURSIVE VIEW", create);
    }
    JsonObject view = new JsonObject();
    view.addProperty("query", create.getSql());
    view.addProperty("useLegacySql", false);
    JsonObject resource = new JsonObject();
    resource.add("view", view);
    resource.add("schema", schema(create));
    options.ofView(create.getOptionList(), resource);
    return new Ddl.CreateView(create.getNamePath(), ifTaken, resource);
  }

  private JsonObject schema(ResolvedCreateViewStmt create) {
    if (!create.getColumnDefinitionList().isEmpty()) {
      return fields.schema(create.getColumnDefinitionList());
    }
    JsonArray all = new JsonArray();
    for (ResolvedOutputColumn column : create.getOutputColumnList()) {
      JsonObject field = fields.typed(column.getColumn().getType(), null, create);
      field.addProperty("name", column.getName());
      all.add(field);
    }
    JsonObject schema = new JsonObject();
    schema.add("fields", all);
    return schema;
  }

  private Ddl schema(ResolvedCreateSchemaStmt create) {
    Ddl.IfTaken ifTaken = ifTaken(create);
    if (ifTaken == Ddl.IfTaken.REPLACE) {
      throw translation.unsupported("CREATE OR REPLACE SCHEMA", create);
    }
    if (create.getCollationName() != null) {
      throw translation.unsupported("DEFAULT COLLATE", create.getCollationName());
    }
    JsonObject resource = new JsonObject();
    options.ofSchema(create.getOptionList(), resource);
    return new Ddl.CreateSchema(create.getNamePath(), ifTaken == Ddl.IfTaken.SKIP, resource);
  }

  private Ddl drop(ResolvedDropStmt drop) {
    return switch (drop.getObjectType()) {
      case "TABLE" -> new Ddl.DropTable(drop.getNamePath(), false, drop.getIsIfExists());
      case "VIEW" -> new Ddl.DropTable(drop.getNamePath(), true, drop.getIsIfExists());
      case "SCHEMA" ->
          new Ddl.DropSchema(
              drop.getNamePath(), drop.getIsIfExists(), drop.getDropMode() == DropMode.CASCADE);
      default -> throw translation.unsupported("DROP " + drop.getObjectType(), drop);
    };
  }

  private Ddl.IfTaken ifTaken(ResolvedCreateStatement create) {
    if (create.getCreateScope() != CreateScope.CREATE_DEFAULT_SCOPE) {
      throw translation.unsupported("CREATE TEMP outside of a script", create);
    }
    return switch (create.getCreateMode()) {
      case CreateMode.CREATE_DEFAULT -> Ddl.IfTaken.REFUSE;
      case CreateMode.CREATE_OR_REPLACE -> Ddl.IfTaken.REPLACE;
      case CreateMode.CREATE_IF_NOT_EXISTS -> Ddl.IfTaken.SKIP;
    };
  }
}
