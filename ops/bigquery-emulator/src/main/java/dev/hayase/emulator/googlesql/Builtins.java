package dev.hayase.emulator.googlesql;

import com.google.zetasql.SimpleCatalog;
import com.google.zetasql.TypeFactory;
import com.google.zetasql.ZetaSQLBuiltinFunctionOptions;
import com.google.zetasql.ZetaSQLType.TypeKind;
import dev.hayase.emulator.catalog.BigQueryException;
import java.io.File;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The analyzer's native library, and the catalog of BigQuery's own functions. Both are made once
/// in a process and take about a second.
final class Builtins {
  /// Held, because a logger that nobody holds forgets its level.
  private static final Logger NAME_RESOLVERS =
      Logger.getLogger("com.google.zetasql.io.grpc.NameResolverRegistry");

  /// <https://cloud.google.com/bigquery/docs/reference/standard-sql/data-types#integer_types>
  private static final List<String> OTHER_NAMES_OF_INT64 =
      List.of("INT", "SMALLINT", "INTEGER", "BIGINT", "TINYINT", "BYTEINT");

  private Builtins() {}

  /// The one catalog. Whoever adds tables to it holds its monitor and takes them out again.
  ///
  /// @throws BigQueryException on a machine for which there is no analyzer
  static SimpleCatalog catalog() {
    try {
      return Holder.CATALOG;
    } catch (LinkageError | ServiceConfigurationError noLibrary) {
      throw BigQueryException.internal(
          "GoogleSQL needs the analyzer's native library, which exists for Linux and macOS on x86-64"
              + " and not for "
              + System.getProperty("os.name")
              + " on "
              + System.getProperty("os.arch")
              + ": run the emulator with an x86-64 JDK, or its image with --platform linux/amd64. The"
              + " Storage Write API and the calls on datasets and tables work without it.");
    }
  }

  private static final class Holder {
    static final SimpleCatalog CATALOG = load();

    private static SimpleCatalog load() {
      // The library is reached through a socket pair: no name is resolved, none needs a resolver.
      NAME_RESOLVERS.setLevel(Level.SEVERE);
      long before = System.nanoTime();
      SimpleCatalog catalog = new SimpleCatalog("bigquery");
      catalog.addZetaSQLFunctionsAndTypes(new ZetaSQLBuiltinFunctionOptions(Dialect.language()));
      removeUnpackingDirectory(before, System.nanoTime());
      OTHER_NAMES_OF_INT64.forEach(
          name -> catalog.addType(name, TypeFactory.createSimpleType(TypeKind.TYPE_INT64)));
      return catalog;
    }

    /// The library is unpacked into a directory named by that moment, loaded, and deleted; the
    /// empty directory would stay after a kill.
    private static void removeUnpackingDirectory(long from, long until) {
      String prefix = "nativeutils";
      String[] names = new File(System.getProperty("java.io.tmpdir", ".")).list();
      for (String name : names == null ? new String[0] : names) {
        if (name.matches(prefix + "\\d{1,18}")) {
          long made = Long.parseLong(name.substring(prefix.length()));
          if (made >= from && made <= until) {
            boolean _ = new File(System.getProperty("java.io.tmpdir", "."), name).delete();
          }
        }
      }
    }
  }
}
