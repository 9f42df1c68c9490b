package dev.hayase.records.connect;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// How a column's values are written in the record, where that is not Hayase's own way: a date as a
/// number of days, a decimal as the bytes of an integer.
///
/// A table schema carries the form as text among its source types, so that it travels with the
/// schema and can be declared by hand: [#toText] and [#parse] are each other's inverse. Text that
/// names no form is [Scalar#PLAIN].
public sealed interface SourceForm {

  /// Forms of single values. Their text is the name that Debezium gives them.
  enum Scalar implements SourceForm {
    /// Hayase's own: numbers as numbers, dates and times as ISO 8601 writes them, bytes as base64.
    PLAIN(""),
    /// Days since 1970.
    DAYS("io.debezium.time.Date"),
    MILLIS_OF_DAY("io.debezium.time.Time"),
    MICROS_OF_DAY("io.debezium.time.MicroTime"),
    NANOS_OF_DAY("io.debezium.time.NanoTime"),
    EPOCH_MILLIS("io.debezium.time.Timestamp"),
    EPOCH_MICROS("io.debezium.time.MicroTimestamp"),
    EPOCH_NANOS("io.debezium.time.NanoTimestamp"),
    /// ISO 8601 with a `Z` that means nothing: the source's type has no zone.
    ISO_DATE("io.debezium.time.IsoDate"),
    ISO_TIME("io.debezium.time.IsoTime"),
    ISO_DATE_TIME("io.debezium.time.IsoTimestamp"),
    /// An object of a scale and the base64 of an unscaled value.
    VARIABLE_SCALE("io.debezium.data.VariableScaleDecimal"),
    /// JSON as text.
    JSON_TEXT("io.debezium.data.Json");

    private final String text;

    Scalar(String text) {
      this.text = text;
    }

    @Override
    public String toText() {
      return text;
    }
  }

  /// A decimal: base64 of the unscaled value's bytes, most significant first.
  record Unscaled(int scale) implements SourceForm {
    static final String NAME = "org.apache.kafka.connect.data.Decimal";

    @Override
    public String toText() {
      return NAME + '(' + scale + ')';
    }
  }

  /// An array.
  record ListOf(SourceForm element) implements SourceForm {
    @Override
    public String toText() {
      return "array<" + element.toText() + '>';
    }
  }

  /// An object whose names are data.
  record MapOf(SourceForm value) implements SourceForm {
    @Override
    public String toText() {
      return "map<" + value.toText() + '>';
    }
  }

  /// An array of arrays of a key and a value: a map whose keys are no text.
  record PairsOf(SourceForm key, SourceForm value) implements SourceForm {
    @Override
    public String toText() {
      return "pairs<" + key.toText() + ',' + value.toText() + '>';
    }
  }

  /// An object whose names are fields.
  record StructOf(SequencedMap<String, SourceForm> fields) implements SourceForm {
    public StructOf {
      fields = new LinkedHashMap<>(fields);
    }

    @Override
    public String toText() {
      StringBuilder text = new StringBuilder("struct<");
      for (Map.Entry<String, SourceForm> field : fields.entrySet()) {
        text.append(text.charAt(text.length() - 1) == '<' ? "" : ",")
            .append('`')
            .append(field.getKey().replace("`", "``"))
            .append("`:")
            .append(field.getValue().toText());
      }
      return text.append('>').toString();
    }
  }

  /// The form as text.
  String toText();

  /// The form of a field, or of the elements: [Scalar#PLAIN] where nothing else is said.
  default SourceForm of(String field) {
    return this instanceof StructOf struct
        ? struct.fields().getOrDefault(field, Scalar.PLAIN)
        : Scalar.PLAIN;
  }

  /// Whether values are Hayase's own all the way down. A list or a map is not: Hayase's own JSON
  /// travels as text.
  default boolean isPlain() {
    return switch (this) {
      case Scalar scalar -> scalar == Scalar.PLAIN;
      case Unscaled _, ListOf _, MapOf _, PairsOf _ -> false;
      case StructOf struct -> struct.fields().values().stream().allMatch(SourceForm::isPlain);
    };
  }

  /// Reads a source type. Source types that are no forms (as PostgreSQL prints its own) are plain.
  static SourceForm parse(String text) {
    return SourceFormText.parse(text);
  }
}
