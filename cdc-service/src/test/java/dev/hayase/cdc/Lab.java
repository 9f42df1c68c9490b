package dev.hayase.cdc;

import dev.hayase.local.LocalBroker;
import dev.hayase.local.LocalMysql;
import dev.hayase.local.LocalPostgres;
import dev.hayase.local.process.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/// A broker and a PostgreSQL for all tests of a run; both end with it.
final class Lab {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Path FOLDERS =
      Path.of("target", "lab", System.getProperty("hayase.fork", "jvm"));

  static {
    // The run before left its data for those who want to look.
    Folders.delete(FOLDERS);
  }

  private Lab() {}

  private static final class Holder {
    static final Path FOLDER = temporary();
    static final LocalBroker BROKER = LocalBroker.start(FOLDER.resolve("kafka"));
    static final LocalPostgres POSTGRES = LocalPostgres.start(FOLDER.resolve("postgres"));
  }

  private static final class Mariadb {
    static final LocalMysql SERVER = LocalMysql.mariadb(Holder.FOLDER.resolve("mariadb"));
  }

  /// A source with an empty database of its own on a MariaDB.
  static Shop mariadbShop() {
    return new Shop("shop" + COUNT.incrementAndGet(), Mariadb.SERVER, broker());
  }

  static LocalBroker broker() {
    return Holder.BROKER;
  }

  static LocalPostgres postgres() {
    return Holder.POSTGRES;
  }

  /// A source with an empty database of its own.
  static School school() {
    return new School("lab" + COUNT.incrementAndGet(), postgres(), broker());
  }

  static Path temporary() {
    try {
      return Files.createTempDirectory(Files.createDirectories(FOLDERS), "run").toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
