package io.debezium.connector.postgresql.connection;

import io.debezium.connector.postgresql.PostgresStreamingChangeEventSource.PgConnectionSupplier;
import io.debezium.connector.postgresql.PostgresType;
import io.debezium.connector.postgresql.TypeRegistry;
import org.jspecify.annotations.Nullable;

/// Takes the place of Debezium's class of this name: values stay the text that the server sent.
///
/// Debezium's own parses each value into a Java object that its converters then turn into another,
/// and some do not survive: `24:00:00`, intervals, the offset of `timetz`, arrays with bounds, and
/// types that it does not know. What is ours takes the text as it is (see `dev.hayase.cdc.value`).
///
/// [dev.hayase.cdc.debezium.TextValues] refuses to work when Debezium's class comes first on the
/// class path.
public final class ReplicationMessageColumnValueResolver {
  private ReplicationMessageColumnValueResolver() {}

  /// Tells this class from the one whose place it takes, which has no such method.
  public static boolean keepsText() {
    return true;
  }

  /// Called by Debezium for each value.
  public static @Nullable Object resolveValue(
      String columnName,
      PostgresType type,
      String fullType,
      ReplicationMessage.ColumnValue<?> value,
      PgConnectionSupplier connection,
      boolean includeUnknownDatatypes,
      TypeRegistry typeRegistry) {
    return value.isNull() ? null : value.asString();
  }
}
