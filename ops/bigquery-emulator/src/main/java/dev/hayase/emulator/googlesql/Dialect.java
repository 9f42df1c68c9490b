package dev.hayase.emulator.googlesql;

import com.google.zetasql.AnalyzerOptions;
import com.google.zetasql.LanguageOptions;
import com.google.zetasql.ZetaSQLOptions.LanguageFeature;
import com.google.zetasql.ZetaSQLOptions.ParameterMode;
import com.google.zetasql.ZetaSQLOptions.ProductMode;
import dev.hayase.emulator.catalog.ColumnType;
import dev.hayase.emulator.catalog.DataType;
import java.util.EnumSet;
import java.util.Set;

/// BigQuery's dialect of what ZetaSQL can read. Which features BigQuery has follows the options
/// that Google's own toolkit sets for it (<https://github.com/GoogleCloudPlatform/zetasql-toolkit>,
/// `BigQueryLanguageOptions`) and, for what came later (pipes, GROUP BY ALL, grouping sets,
/// CORRESPONDING), the reference of the language
/// (<https://cloud.google.com/bigquery/docs/reference/standard-sql/query-syntax>).
final class Dialect {
  /// What ZetaSQL has for others of its users.
  private static final Set<LanguageFeature> NOT_IN_BIGQUERY =
      EnumSet.of(
          LanguageFeature.FEATURE_ALLOW_SLASH_PATHS,
          LanguageFeature.FEATURE_ARRAY_ELEMENTS_WITH_SET,
          LanguageFeature.FEATURE_ARRAY_EQUALITY,
          LanguageFeature.FEATURE_ARRAY_FIND_FUNCTIONS,
          LanguageFeature.FEATURE_ARRAY_ORDERING,
          LanguageFeature.FEATURE_ARRAY_ZIP,
          LanguageFeature.FEATURE_BETWEEN_UINT64_INT64,
          LanguageFeature.FEATURE_BRACED_PROTO_CONSTRUCTORS,
          LanguageFeature.FEATURE_CHECK_CONSTRAINT,
          LanguageFeature.FEATURE_DML_RETURNING,
          LanguageFeature.FEATURE_EXPERIMENTAL_MODULES,
          LanguageFeature.FEATURE_EXTENDED_TYPES,
          LanguageFeature.FEATURE_EXTRACT_FROM_PROTO,
          LanguageFeature.FEATURE_EXTRACT_ONEOF_CASE,
          LanguageFeature.FEATURE_FILTER_FIELDS,
          LanguageFeature.FEATURE_FIRST_AND_LAST_N,
          LanguageFeature.FEATURE_FOR_UPDATE,
          LanguageFeature.FEATURE_FROM_AND_TO_PROTO_INTERVAL,
          LanguageFeature.FEATURE_IMPLICIT_COERCION_STRING_LITERAL_TO_BYTES,
          LanguageFeature.FEATURE_INLINE_LAMBDA_ARGUMENT,
          LanguageFeature.FEATURE_LATERAL_JOIN,
          LanguageFeature.FEATURE_LIMIT_OFFSET_EXPRESSIONS,
          LanguageFeature.FEATURE_LITERAL_CONCATENATION,
          LanguageFeature.FEATURE_MULTILEVEL_AGGREGATION,
          LanguageFeature.FEATURE_MULTIWAY_UNNEST,
          LanguageFeature.FEATURE_NESTED_UPDATE_DELETE_WITH_OFFSET,
          LanguageFeature.FEATURE_PIPE_ASSERT,
          LanguageFeature.FEATURE_PIPE_CREATE_TABLE,
          LanguageFeature.FEATURE_PIPE_EXPORT_DATA,
          LanguageFeature.FEATURE_PIPE_IF,
          LanguageFeature.FEATURE_PIPE_INSERT,
          LanguageFeature.FEATURE_PIPE_STATIC_DESCRIBE,
          LanguageFeature.FEATURE_PROTO_DEFAULT_IF_NULL,
          LanguageFeature.FEATURE_PROTO_EXTENSIONS_WITH_NEW,
          LanguageFeature.FEATURE_PROTO_EXTENSIONS_WITH_SET,
          LanguageFeature.FEATURE_PROTO_MAPS,
          LanguageFeature.FEATURE_REPLACE_FIELDS,
          LanguageFeature.FEATURE_SQL_GRAPH,
          LanguageFeature.FEATURE_STRATIFIED_RESERVOIR_TABLESAMPLE,
          LanguageFeature.FEATURE_TIMESTAMP_FROM_UNIX_FUNCTIONS_WITH_UINT64,
          LanguageFeature.FEATURE_TIMESTAMP_NANOS,
          LanguageFeature.FEATURE_TOKENIZED_SEARCH,
          LanguageFeature.FEATURE_UUID_TYPE,
          LanguageFeature.FEATURE_WITH_GROUP_ROWS);

  /// What ZetaSQL leaves off unless asked.
  private static final Set<LanguageFeature> ALSO_IN_BIGQUERY =
      EnumSet.of(
          LanguageFeature.FEATURE_ALTER_COLUMN_SET_DATA_TYPE,
          LanguageFeature.FEATURE_ALTER_VIEWS_ALTER_COLUMN_SET_OPTIONS,
          LanguageFeature.FEATURE_CREATE_TABLE_CLONE,
          LanguageFeature.FEATURE_CREATE_VIEWS_WITH_COLUMN_OPTIONS,
          LanguageFeature.FEATURE_DISABLE_FLOAT32,
          LanguageFeature.FEATURE_LIKE_ANY_SOME_ALL_ARRAY,
          LanguageFeature.FEATURE_LIKE_ANY_SOME_ALL_SUBQUERY);

  private Dialect() {}

  /// Asked for once: the analyzer's library answers what there is.
  private static final class Holder {
    static final LanguageOptions LANGUAGE = readLanguage();
  }

  static LanguageOptions language() {
    return Holder.LANGUAGE;
  }

  private static LanguageOptions readLanguage() {
    LanguageOptions options = new LanguageOptions();
    options.enableMaximumLanguageFeatures();
    Set<LanguageFeature> features = EnumSet.noneOf(LanguageFeature.class);
    for (LanguageFeature feature : LanguageFeature.values()) {
      boolean switchMarker = feature.name().startsWith("__");
      if (!switchMarker
          && !NOT_IN_BIGQUERY.contains(feature)
          && (options.languageFeatureEnabled(feature) || ALSO_IN_BIGQUERY.contains(feature))) {
        features.add(feature);
      }
    }
    options.setEnabledLanguageFeatures(features);
    options.setSupportsAllStatementKinds();
    options.setProductMode(ProductMode.PRODUCT_EXTERNAL);
    options.enableReservableKeyword("QUALIFY");
    return options;
  }

  static AnalyzerOptions analyzer(Parameters parameters) {
    AnalyzerOptions options = new AnalyzerOptions();
    options.setLanguageOptions(language());
    options.setPruneUnusedColumns(true);
    options.setDefaultTimezone("UTC");
    options.addDdlPseudoColumn(
        Partitioning.TIME, SqlTypes.of(DataType.scalar(ColumnType.TIMESTAMP)));
    options.addDdlPseudoColumn(Partitioning.DATE, SqlTypes.of(DataType.scalar(ColumnType.DATE)));
    if (!parameters.positional().isEmpty()) {
      options.setParameterMode(ParameterMode.PARAMETER_POSITIONAL);
      parameters
          .positional()
          .forEach(parameter -> options.addPositionalQueryParameter(SqlTypes.of(parameter.type())));
    }
    parameters
        .named()
        .forEach((name, value) -> options.addQueryParameter(name, SqlTypes.of(value.type())));
    return options;
  }
}
