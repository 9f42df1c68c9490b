package dev.hayase.records.row;

import dev.hayase.event.schema.ColumnType;
import dev.hayase.records.connect.SourceForm;
import dev.hayase.records.connect.SourceForm.ListOf;
import dev.hayase.records.connect.SourceForm.MapOf;
import dev.hayase.records.connect.SourceForm.PairsOf;
import dev.hayase.records.connect.SourceForm.Scalar;
import dev.hayase.records.connect.SourceForm.StructOf;
import dev.hayase.records.connect.SourceForm.Unscaled;
import java.util.Optional;

/// Writers of columns whose values are written in another form than Hayase's own.
///
/// Each also takes Hayase's own form of its type where the two cannot be mistaken for each other: a
/// number of days and the text of a date.
final class FormWriter {
  private FormWriter() {}

  /// How a number becomes the integer of the wire format.
  @FunctionalInterface
  private interface Reckoning {
    long of(long value);
  }

  /// The writer; empty when the form needs none of its own, or does not lead to the type.
  static Optional<FieldWriter> of(SourceForm form, ColumnType type, int number) {
    return switch (form) {
      case Scalar scalar -> of(scalar, type, number);
      case Unscaled(int scale) -> unscaled(scale, type, number);
      case ListOf _, MapOf _, PairsOf _, StructOf _ ->
          type == ColumnType.JSON ? Optional.of(json(form, number)) : Optional.empty();
    };
  }

  private static Optional<FieldWriter> of(Scalar form, ColumnType type, int number) {
    return switch (form) {
      case PLAIN, JSON_TEXT -> Optional.empty();
      case DAYS -> counted(type, ColumnType.DATE, number, EpochCivil::date);
      case MILLIS_OF_DAY ->
          counted(type, ColumnType.TIME, number, v -> EpochCivil.time(EpochCivil.ofMillis(v)));
      case MICROS_OF_DAY -> counted(type, ColumnType.TIME, number, EpochCivil::time);
      case NANOS_OF_DAY ->
          counted(type, ColumnType.TIME, number, v -> EpochCivil.time(EpochCivil.ofNanos(v)));
      case EPOCH_MILLIS -> epoch(type, number, EpochCivil::ofMillis);
      case EPOCH_MICROS -> epoch(type, number, v -> v);
      case EPOCH_NANOS -> epoch(type, number, EpochCivil::ofNanos);
      case ISO_DATE -> zoneless(type, ColumnType.DATE, number);
      case ISO_TIME -> zoneless(type, ColumnType.TIME, number);
      case ISO_DATE_TIME -> zoneless(type, ColumnType.DATETIME, number);
      case VARIABLE_SCALE -> variableScale(type, number);
    };
  }

  private static Optional<FieldWriter> epoch(ColumnType type, int number, Reckoning micros) {
    return type == ColumnType.TIMESTAMP
        ? counted(type, type, number, v -> EpochCivil.timestamp(micros.of(v)))
        : counted(type, ColumnType.DATETIME, number, v -> EpochCivil.dateTime(micros.of(v)));
  }

  private static Optional<FieldWriter> counted(
      ColumnType type, ColumnType wanted, int number, Reckoning reckoning) {
    if (type != wanted) {
      return Optional.empty();
    }
    int tag = ProtoBuffer.tag(number, ProtoBuffer.VARINT);
    FieldWriter text = FieldWriter.of(type, number, false);
    return Optional.of((json, out) -> {
      if (json.peek() == '"') {
        text.write(json, out);
      } else {
        long value = reckoning.of(integer(json));
        out.varint(tag);
        out.varint(value);
      }
    });
  }

  /// Text that ends in a `Z` although the source's type has no zone.
  private static Optional<FieldWriter> zoneless(ColumnType type, ColumnType wanted, int number) {
    if (type != wanted) {
      return Optional.empty();
    }
    int tag = ProtoBuffer.tag(number, ProtoBuffer.VARINT);
    CivilText civil = new CivilText();
    return Optional.of((json, out) -> {
      if (json.peek() != '"') {
        throw new Unfit("is not the JSON string it should be");
      }
      json.string();
      if (json.textIs(FieldWriter.UNRESOLVED)) {
        throw new Unfit("is missing: the capture did not resolve an unchanged TOAST value");
      }
      byte[] text = json.textBuffer();
      int from = json.textStart();
      int to = json.textEnd();
      int end = to > from && text[to - 1] == 'Z' ? to - 1 : to;
      long value =
          switch (wanted) {
            case DATE -> civil.date(text, from, end);
            case TIME -> civil.time(text, from, end);
            default -> civil.dateTime(text, from, end);
          };
      out.varint(tag);
      out.varint(value);
    });
  }

  private static Optional<FieldWriter> unscaled(int scale, ColumnType type, int number) {
    int tag = ProtoBuffer.tag(number, ProtoBuffer.LENGTH_DELIMITED);
    UnscaledDecimal unscaled = new UnscaledDecimal();
    return decimal(type)
        .map(target ->
            (json, out) -> {
              unscaled.read(json, scale);
              out.varint(tag);
              target.write(unscaled.buffer(), unscaled.start(), unscaled.end(), out);
            });
  }

  private static Optional<FieldWriter> variableScale(ColumnType type, int number) {
    int tag = ProtoBuffer.tag(number, ProtoBuffer.LENGTH_DELIMITED);
    VariableScale decimal = new VariableScale();
    return decimal(type)
        .map(target ->
            (json, out) -> {
              UnscaledDecimal unscaled = decimal.read(json);
              out.varint(tag);
              target.write(unscaled.buffer(), unscaled.start(), unscaled.end(), out);
            });
  }

  /// Writes the plain text of a decimal.
  private interface DecimalTarget {
    void write(byte[] text, int from, int to, ProtoBuffer out);
  }

  private static Optional<DecimalTarget> decimal(ColumnType type) {
    return switch (type) {
      case NUMERIC -> Optional.of(DecimalText.numeric()::write);
      case BIGNUMERIC -> Optional.of(DecimalText.bigNumeric()::write);
      case STRING -> Optional.of((text, from, to, out) -> out.delimited(text, from, to));
      case BOOL,
          INT64,
          FLOAT64,
          BYTES,
          DATE,
          TIME,
          DATETIME,
          TIMESTAMP,
          INTERVAL,
          JSON,
          GEOGRAPHY,
          STRUCT ->
          Optional.empty();
    };
  }

  private static FieldWriter json(SourceForm form, int number) {
    int tag = ProtoBuffer.tag(number, ProtoBuffer.LENGTH_DELIMITED);
    FormedJson formed = new FormedJson(form);
    return (json, out) -> {
      formed.read(json);
      out.varint(tag);
      out.delimited(formed.text(), 0, formed.length());
    };
  }

  /// The integer under the cursor.
  static long integer(JsonCursor json) {
    byte next = json.peek();
    if (next != '-' && (next < '0' || next > '9')) {
      throw new Unfit("is no number");
    }
    json.number();
    try {
      return Digits.parse(json.textBuffer(), json.textStart(), json.textEnd());
    } catch (NumberFormatException e) {
      throw new Unfit("is no integer of 64 bits");
    }
  }
}
