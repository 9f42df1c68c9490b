package dev.hayase.log.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.event.schema.TableSchema;
import dev.hayase.log.event.Delivery;
import dev.hayase.log.event.Document;
import dev.hayase.log.event.EventIds;
import dev.hayase.log.event.EventTimes;
import dev.hayase.log.event.Judged;
import dev.hayase.log.event.Offered;
import dev.hayase.log.event.Quarantined;
import dev.hayase.log.event.Quarantined.Code;
import dev.hayase.log.event.StreamEvent;
import dev.hayase.log.personal.Concealment;
import dev.hayase.log.personal.Encryption;
import dev.hayase.pipeline.StreamSettings;
import dev.hayase.pipeline.StreamSettings.Schema;
import dev.hayase.pipeline.StreamSettings.UnknownFields;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;

/// What a stream asks of its events, compiled once.
///
/// Thread-safe.
public final class StreamPlan {
  private final String stream;
  private final StreamSettings settings;
  private final FieldTree fields = new FieldTree();
  private final boolean rewrites;
  private final Concealment concealment;
  private final Encryption encryption;
  private final EventTimeText times;
  private final SchemaCheck schema;

  /// @param columns of the stream's schema, if it is one of columns
  /// @param schema what is asked of a document beyond being a JSON object
  public StreamPlan(
      String stream,
      StreamSettings settings,
      Optional<TableSchema> columns,
      SchemaCheck schema,
      Concealment concealment,
      Encryption encryption) {
    this.stream = stream;
    this.settings = settings;
    this.schema = schema;
    this.concealment = concealment;
    this.encryption = encryption;
    this.times = new EventTimeText(settings.time().integers());
    settings.identity().path().ifPresent(fields::identifies);
    settings.time().path().ifPresent(fields::dates);
    settings.key().ifPresent(fields::orders);
    settings.personal().forEach(fields::conceal);
    boolean keeps =
        settings.schema().map(Schema::unknownFields).filter(UnknownFields.KEEP::equals).isPresent();
    if (keeps) {
      columns.ifPresent(table -> fields.close(table.columns()));
    }
    rewrites = keeps || !settings.personal().isEmpty();
  }

  /// Judges one event.
  ///
  /// @param ids of the delivery that it came with
  public Judged judge(Offered offered, Delivery delivery, EventIds ids) {
    Document document = offered.document();
    if (document.length() > settings.largest().bytes()) {
      return unread(
          offered,
          delivery,
          ids,
          Code.TOO_LARGE,
          "It has %d bytes, and the stream takes %s"
              .formatted(document.length(), settings.largest()),
          "Send less, or raise streams." + stream + ".largest-event");
    }
    if (offered.flaw().isPresent()) {
      return unread(
          offered,
          delivery,
          ids,
          Code.UNREADABLE,
          offered.flaw().get(),
          "Send it as the protocol says");
    }
    DocumentPass pass = new DocumentPass(fields, concealment, rewrites);
    try {
      pass.go(document);
    } catch (StreamConstraintsException e) {
      return unread(
          offered, delivery, ids, Code.MALFORMED, firstLine(e), "Send a plainer document");
    } catch (JacksonException e) {
      return unread(
          offered,
          delivery,
          ids,
          Code.MALFORMED,
          "It is no JSON at byte " + e.getLocation().getByteOffset(),
          "Send one JSON object, with each field once");
    } catch (DocumentPass.NoObjectException e) {
      return unread(
          offered,
          delivery,
          ids,
          Code.MALFORMED,
          "It is not one JSON object",
          "Send one JSON object for each event");
    }
    return judge(offered, delivery, ids, pass);
  }

  private static String firstLine(JacksonException e) {
    return e.getOriginalMessage().lines().findFirst().orElse("It is more than JSON may be");
  }

  private Judged judge(Offered offered, Delivery delivery, EventIds ids, DocumentPass pass) {
    byte[] value = pass.result(offered.document());
    Optional<String> own = Optional.ofNullable(pass.id()).or(offered::id);
    if (own.isEmpty() && settings.identity().required()) {
      return read(
          delivery,
          ids.derive(offered),
          value,
          Code.NO_ID,
          "It has no id"
              + settings.identity().path().map(path -> " in the field " + path).orElse(""),
          "Send an id with each event");
    }
    String id = own.orElseGet(() -> ids.derive(offered));
    Optional<Instant> told;
    String time = pass.time();
    if (time == null) {
      told = offered.time();
    } else {
      told = times.parse(time, pass.timeIsNumber());
      if (told.isEmpty()) {
        return read(
            delivery,
            id,
            value,
            Code.BAD_TIME,
            "Its field %s is no time".formatted(settings.time().path().orElse("")),
            times.remedy());
      }
    }
    Optional<String> misfit = schema.misfit(value);
    if (misfit.isPresent()) {
      return read(
          delivery,
          id,
          value,
          Code.SCHEMA,
          misfit.get(),
          "Correct the event, or the schema of the stream, and redrive it");
    }
    return new Judged.Fit(
        new StreamEvent(
            stream,
            delivery.sender(),
            id,
            offered.type(),
            EventTimes.of(told, delivery.sent(), delivery.received()),
            key(pass, offered),
            value));
  }

  /// A protocol's key may be personal, and nobody could say so: streams with personal data have but
  /// the key that they name.
  private byte @Nullable [] key(DocumentPass pass, Offered offered) {
    return settings.key().isPresent() || !settings.personal().isEmpty()
        ? pass.key()
        : offered.key().map(key -> key.getBytes(UTF_8)).orElse(null);
  }

  /// What could be read holds nothing personal any more.
  private Judged read(
      Delivery delivery, String id, byte[] value, Code code, String reason, String remedy) {
    return new Judged.Unfit(quarantined(delivery, id, code, reason, remedy, null, value));
  }

  /// What could not be read may hold anything: where the stream has personal data, it is encrypted.
  private Judged unread(
      Offered offered, Delivery delivery, EventIds ids, Code code, String reason, String remedy) {
    byte[] bytes = offered.document().bytes();
    boolean personal = !settings.personal().isEmpty();
    return new Judged.Unfit(
        quarantined(
            delivery,
            offered.id().orElseGet(() -> ids.derive(offered)),
            code,
            reason,
            remedy,
            personal ? encryption.keyId() : null,
            personal ? encryption.encrypt(bytes) : bytes));
  }

  private Quarantined quarantined(
      Delivery delivery,
      String id,
      Code code,
      String reason,
      String remedy,
      @Nullable String encryptedBy,
      byte[] value) {
    return new Quarantined(
        stream,
        delivery.sender(),
        delivery.dialect(),
        id,
        delivery.received(),
        code,
        reason,
        remedy,
        encryptedBy == null ? "" : encryptedBy,
        value);
  }
}
