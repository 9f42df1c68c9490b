package dev.hayase.pipeline;

import dev.hayase.pipeline.PostgresSource.Tls;
import dev.hayase.pipeline.yaml.Key;
import dev.hayase.pipeline.yaml.Kind;
import dev.hayase.pipeline.yaml.Reading;
import dev.hayase.pipeline.yaml.Refusal;
import dev.hayase.pipeline.yaml.Section;
import dev.hayase.pipeline.yaml.Values;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The keys of a source whose `type` is `postgresql`.
final class PostgresKeys {
  static final String TYPE_NAME = "postgresql";

  private static final Pattern SLOT_FORM = Pattern.compile("[a-z0-9_]{1,63}");
  private static final int LONGEST_IDENTIFIER = 63;

  private static final Key<Tls.Mode> MODE =
      Key.optional(
          "mode",
          Kind.oneOf(modes()),
          Tls.Mode.PREFER,
          "prefer",
          "As `sslmode` of PostgreSQL's own clients. Only verify-ca and verify-full know whom they talk to.");
  private static final Key<Path> ROOT_CERTIFICATE =
      Key.optional(
          "root-certificate",
          Kind.readableFile(),
          "The authority that the server's certificate must come from; needed by verify-ca and verify-full.");
  private static final Key<Path> CLIENT_CERTIFICATE =
      Key.optional(
          "client-certificate", Kind.readableFile(), "Shown to a server that asks for one.");
  private static final Key<Path> CLIENT_KEY =
      Key.optional(
          "client-key", Kind.readableFile(), "The key of the client's certificate, in PKCS#8.");
  private static final Section<Tls> TLS_SECTION =
      new Section<>(
          List.of(MODE, ROOT_CERTIFICATE, CLIENT_CERTIFICATE, CLIENT_KEY),
          PostgresKeys::checkCertificates,
          values ->
              new Tls(
                  values.get(MODE),
                  values.find(ROOT_CERTIFICATE),
                  values.find(CLIENT_CERTIFICATE),
                  values.find(CLIENT_KEY)));

  static final Key<String> TYPE =
      Key.required("type", Kind.oneOf(types()), "What kind of database it is.");
  private static final Key<String> HOST =
      Key.required("host", Kind.text(), "The server's name or address.");
  private static final Key<Integer> PORT =
      Key.optional(
          "port",
          Kind.integer("a port", 1, 65_535),
          PostgresSource.DEFAULT_PORT,
          "5432",
          "The server's port. Not a pooler's: those do not speak the replication protocol.");
  private static final Key<String> DATABASE =
      Key.required("database", Kind.text(), "The database on that server.");
  private static final Key<String> USERNAME =
      Key.required(
          "username",
          Kind.text(),
          "A role with LOGIN, REPLICATION and SELECT on the tables; with CREATE on the database if Hayase is to create"
              + " the publication.");
  private static final Key<Secret> PASSWORD =
      Key.required(
          "password",
          Kind.freshSecret(Secret::readAnew),
          "The role's password; one from a file is read again whenever the capture connects.");
  private static final Key<Tls> TLS =
      Key.optional("tls", TLS_SECTION, Tls.DEFAULT, "", "How the connection is protected.");
  private static final Key<List<String>> TABLES =
      Key.optional(
          "tables",
          Kind.listOf(
              Kind.text(
                  "patterns `schema.table`, where `*` stands for any characters",
                  text -> TablePattern.parse(text).toString())),
          PostgresSource.DEFAULT_TABLES,
          "[\"public.*\"]",
          "Which tables are captured.");
  private static final Key<String> PUBLICATION =
      Key.optional(
          "publication",
          Kind.text("a publication's name", PostgresKeys::refuseLongIdentifier),
          "The publication, created if absent. Without it: `hayase_<source>`.");
  private static final Key<String> SLOT =
      Key.optional(
          "slot",
          Kind.text("a replication slot's name", PostgresKeys::refuseNoSlot),
          "The replication slot, created if absent; of this pipeline alone. Without it: `hayase_<source>`.");

  private static final Key<ByteSize> BUDGET_SIZE =
      Key.required(
          "size",
          Kind.text("a size", ByteSize::parse),
          "The most bytes of its log that the server may hold back, as 50GiB.");
  private static final Key<Integer> WARN_AT =
      Key.optional(
          "warn-at",
          Kind.integer("a share in percent", 1, 100),
          WalBudget.DEFAULT_WARN_AT,
          "80",
          "From which share of the size on, in percent, the capture warns.");
  private static final Key<WalBudget.WhenPassed> WHEN_PASSED =
      Key.optional(
          "when-passed",
          Kind.oneOf(whenPassed()),
          WalBudget.WhenPassed.WARN,
          "warn",
          "What is done beyond the size. `warn` says it. `drop-slot` gives the capture's place up, so that the"
              + " server's disk does not fill: changes are lost until the command in the status was run.");
  private static final Key<WalBudget> WAL_BUDGET =
      Key.optional(
          "wal-budget",
          new Section<>(
              List.of(BUDGET_SIZE, WARN_AT, WHEN_PASSED),
              (_, _) -> {},
              values ->
                  new WalBudget(
                      values.get(BUDGET_SIZE), values.get(WARN_AT), values.get(WHEN_PASSED))),
          "How much of its log the server may hold back for the slot while the capture is away or behind."
              + " Without it: as much as the server's `max_slot_wal_keep_size` allows.");

  static final Section<PostgresSource> SECTION =
      new Section<>(
          List.of(
              TYPE,
              HOST,
              PORT,
              DATABASE,
              USERNAME,
              PASSWORD,
              TLS,
              TABLES,
              PUBLICATION,
              SLOT,
              WAL_BUDGET,
              PersonalKeys.PERSONAL,
              PersonalKeys.HASH_KEYS),
          PostgresKeys::check,
          PostgresKeys::build);

  private PostgresKeys() {}

  private static PostgresSource build(Values values) {
    String ownName = "hayase_" + values.name();
    return new PostgresSource(
        values.name(),
        values.get(HOST),
        values.get(PORT),
        values.get(DATABASE),
        values.get(USERNAME),
        values.get(PASSWORD),
        values.get(TLS),
        values.get(TABLES),
        values.find(PUBLICATION).orElse(ownName),
        values.find(SLOT).orElse(ownName),
        values.find(WAL_BUDGET),
        PersonalKeys.build(values));
  }

  private static void checkCertificates(Values values, Reading reading) {
    boolean verifies =
        values
            .find(MODE)
            .filter(mode -> mode == Tls.Mode.VERIFY_CA || mode == Tls.Mode.VERIFY_FULL)
            .isPresent();
    if (verifies && !values.has(ROOT_CERTIFICATE)) {
      reading.report(
          values.place(MODE),
          "needs root-certificate beside it, or there is nothing to verify against",
          "Write root-certificate: the file of the authority that signed the server's certificate");
    }
    if (values.has(CLIENT_CERTIFICATE) != values.has(CLIENT_KEY)) {
      boolean hasKey = values.has(CLIENT_KEY);
      reading.report(
          values.place(hasKey ? CLIENT_KEY : CLIENT_CERTIFICATE),
          "is one half of a pair",
          "Write " + (hasKey ? "client-certificate" : "client-key") + " beside it");
    }
  }

  private static void check(Values values, Reading reading) {
    refuseNoTables(values, reading);
    PersonalKeys.check(values, reading);
  }

  private static void refuseNoTables(Values values, Reading reading) {
    if (values.find(TABLES).filter(List::isEmpty).isPresent()) {
      reading.report(
          values.place(TABLES), "takes no table in", "Write patterns, as [\"public.*\"]");
    }
  }

  private static String refuseNoSlot(String text) {
    if (!SLOT_FORM.matcher(text).matches()) {
      throw new Refusal(
          "is not a slot's name", "Write at most 63 small letters, digits and underscores");
    }
    return text;
  }

  private static String refuseLongIdentifier(String text) {
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    if (text.isBlank() || length > LONGEST_IDENTIFIER) {
      throw new Refusal("is not a publication's name", "Write 1 to 63 bytes");
    }
    return text;
  }

  private static Map<String, String> types() {
    var types = new LinkedHashMap<String, String>();
    types.put(TYPE_NAME, TYPE_NAME);
    for (MysqlSource.Kind kind : MysqlSource.Kind.values()) {
      types.put(kind.word(), kind.word());
    }
    return types;
  }

  private static Map<String, WalBudget.WhenPassed> whenPassed() {
    var words = new LinkedHashMap<String, WalBudget.WhenPassed>();
    for (WalBudget.WhenPassed action : WalBudget.WhenPassed.values()) {
      words.put(action.word(), action);
    }
    return words;
  }

  private static Map<String, Tls.Mode> modes() {
    var modes = new LinkedHashMap<String, Tls.Mode>();
    for (Tls.Mode mode : Tls.Mode.values()) {
      modes.put(mode.sslmode(), mode);
    }
    return modes;
  }
}
