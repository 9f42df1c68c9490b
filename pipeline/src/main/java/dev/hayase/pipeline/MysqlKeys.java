package dev.hayase.pipeline;

import dev.hayase.pipeline.MysqlSource.Tls;
import dev.hayase.pipeline.yaml.Key;
import dev.hayase.pipeline.yaml.Kind;
import dev.hayase.pipeline.yaml.Reading;
import dev.hayase.pipeline.yaml.Refusal;
import dev.hayase.pipeline.yaml.Section;
import dev.hayase.pipeline.yaml.Values;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The keys of a source whose `type` is `mysql` or `mariadb`.
final class MysqlKeys {
  private static final Pattern RUN_FORM = Pattern.compile("[a-z0-9_]{1,63}");
  // Servers and other readers take small numbers, or those of their address.
  private static final int FIRST_SERVER_ID = 1_200_000_000;
  private static final int SERVER_IDS = 100_000_000;

  private static final Key<Tls.Mode> MODE =
      Key.optional(
          "mode",
          Kind.oneOf(modes()),
          Tls.Mode.DISABLE,
          "disable",
          "disable, require, verify-ca or verify-full. Only the last two know whom they talk to.");
  private static final Key<Path> TRUSTSTORE =
      Key.optional(
          "truststore",
          Kind.readableFile(),
          "A Java key store (PKCS#12 or JKS) with the authority that the server's certificate must come from; needed by"
              + " verify-ca and verify-full.");
  private static final Key<Secret> TRUSTSTORE_PASSWORD =
      Key.optional("truststore-password", Kind.secret(Secret::new), "The key store's password.");
  private static final Section<Tls> TLS_SECTION =
      new Section<>(
          List.of(MODE, TRUSTSTORE, TRUSTSTORE_PASSWORD),
          MysqlKeys::checkTruststore,
          values ->
              new Tls(values.get(MODE), values.find(TRUSTSTORE), values.find(TRUSTSTORE_PASSWORD)));

  private static final Key<String> HOST =
      Key.required("host", Kind.text(), "The server's name or address.");
  private static final Key<Integer> PORT =
      Key.optional(
          "port",
          Kind.integer("a port", 1, 65_535),
          MysqlSource.DEFAULT_PORT,
          "3306",
          "The server's port. Not a proxy's: those do not pass the binary log.");
  private static final Key<String> USERNAME =
      Key.required(
          "username",
          Kind.text(),
          "A user with REPLICATION SLAVE, REPLICATION CLIENT (MariaDB: BINLOG MONITOR) and RELOAD on *.*, and SELECT on the"
              + " tables.");
  private static final Key<Secret> PASSWORD =
      Key.required(
          "password",
          Kind.freshSecret(Secret::readAnew),
          "The user's password; one from a file is read again whenever the capture connects.");
  private static final Key<Tls> TLS =
      Key.optional("tls", TLS_SECTION, Tls.DEFAULT, "", "How the connection is protected.");
  private static final Key<List<String>> TABLES =
      Key.required(
          "tables",
          Kind.listOf(
              Kind.text(
                  "patterns `database.table`, where `*` stands for any characters",
                  text -> TablePattern.parse(text).toString())),
          "Which tables are captured.");
  private static final Key<Integer> SERVER_ID =
      Key.optional(
          "server-id",
          Kind.integer("a server id", 1, Integer.MAX_VALUE),
          "What the capture calls itself among the server's replicas: each needs another number. Without it: one that"
              + " follows from the source's name.");
  private static final Key<String> RUN =
      Key.optional(
          "run",
          Kind.text("a name", MysqlKeys::refuseNoRun),
          "Names this reading of the log: write another, and the source takes a new snapshot. Without it:"
              + " `hayase_<source>`.");

  private MysqlKeys() {}

  /// The keys of one of the two.
  ///
  /// @param type the key that chooses
  static Section<MysqlSource> section(Key<String> type, MysqlSource.Kind kind) {
    return new Section<>(
        List.of(
            type,
            HOST,
            PORT,
            USERNAME,
            PASSWORD,
            TLS,
            TABLES,
            SERVER_ID,
            RUN,
            PersonalKeys.PERSONAL,
            PersonalKeys.HASH_KEYS),
        MysqlKeys::check,
        values -> build(values, kind));
  }

  private static MysqlSource build(Values values, MysqlSource.Kind kind) {
    return new MysqlSource(
        values.name(),
        kind,
        values.get(HOST),
        values.get(PORT),
        values.get(USERNAME),
        values.get(PASSWORD),
        values.get(TLS),
        values.get(TABLES),
        values.find(SERVER_ID).orElseGet(() -> serverId(values.name())),
        values.find(RUN).orElse("hayase_" + values.name()),
        PersonalKeys.build(values));
  }

  private static int serverId(String source) {
    return FIRST_SERVER_ID + Math.floorMod(source.hashCode(), SERVER_IDS);
  }

  private static void checkTruststore(Values values, Reading reading) {
    boolean verifies =
        values
            .find(MODE)
            .filter(mode -> mode == Tls.Mode.VERIFY_CA || mode == Tls.Mode.VERIFY_FULL)
            .isPresent();
    if (verifies && !values.has(TRUSTSTORE)) {
      reading.report(
          values.place(MODE),
          "needs truststore beside it, or there is nothing to verify against",
          "Write truststore: the key store with the authority that signed the server's certificate");
    }
  }

  private static void check(Values values, Reading reading) {
    refuseNoTables(values, reading);
    PersonalKeys.check(values, reading);
  }

  private static void refuseNoTables(Values values, Reading reading) {
    if (values.find(TABLES).filter(List::isEmpty).isPresent()) {
      reading.report(
          values.place(TABLES), "takes no table in", "Write patterns, as [\"school.*\"]");
    }
  }

  private static String refuseNoRun(String text) {
    if (!RUN_FORM.matcher(text).matches()) {
      throw new Refusal(
          "is not the name of a run", "Write at most 63 small letters, digits and underscores");
    }
    return text;
  }

  private static Map<String, Tls.Mode> modes() {
    var modes = new LinkedHashMap<String, Tls.Mode>();
    for (Tls.Mode mode : Tls.Mode.values()) {
      modes.put(mode.word(), mode);
    }
    return modes;
  }
}
