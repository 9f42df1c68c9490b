package dev.hayase.records.connect;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A schema of Kafka Connect, without what no reader needs (defaults, documentation, versions).
///
/// @param name the meaning of the values beyond their kind, as `io.debezium.time.Date`
/// @param parameters what belongs to the meaning, as the scale of a decimal
/// @param fields of a STRUCT, in their order
/// @param keys of a MAP
/// @param values of a MAP, or the elements of an ARRAY
public record ConnectSchema(
    Kind kind,
    boolean optional,
    Optional<String> name,
    Map<String, String> parameters,
    List<Field> fields,
    Optional<ConnectSchema> keys,
    Optional<ConnectSchema> values) {

  /// Connect's types.
  public enum Kind {
    BOOLEAN,
    INT8,
    INT16,
    INT32,
    INT64,
    FLOAT32,
    FLOAT64,
    STRING,
    BYTES,
    ARRAY,
    MAP,
    STRUCT
  }

  /// A field of a STRUCT.
  public record Field(String name, ConnectSchema schema) {}

  public ConnectSchema {
    parameters = Map.copyOf(parameters);
    fields = List.copyOf(fields);
  }

  /// A schema of a kind that holds nothing else.
  public static ConnectSchema of(Kind kind, boolean optional) {
    return new ConnectSchema(
        kind, optional, Optional.empty(), Map.of(), List.of(), Optional.empty(), Optional.empty());
  }

  public static ConnectSchema struct(List<Field> fields, boolean optional) {
    return new ConnectSchema(
        Kind.STRUCT,
        optional,
        Optional.empty(),
        Map.of(),
        fields,
        Optional.empty(),
        Optional.empty());
  }

  public static ConnectSchema array(ConnectSchema elements, boolean optional) {
    return new ConnectSchema(
        Kind.ARRAY,
        optional,
        Optional.empty(),
        Map.of(),
        List.of(),
        Optional.empty(),
        Optional.of(elements));
  }

  public static ConnectSchema map(ConnectSchema keys, ConnectSchema values, boolean optional) {
    return new ConnectSchema(
        Kind.MAP,
        optional,
        Optional.empty(),
        Map.of(),
        List.of(),
        Optional.of(keys),
        Optional.of(values));
  }

  /// The same with a meaning.
  public ConnectSchema named(String meaning, Map<String, String> itsParameters) {
    return new ConnectSchema(
        kind, optional, Optional.of(meaning), itsParameters, fields, keys, values);
  }

  /// The same, nullable or not.
  public ConnectSchema optional(boolean nullable) {
    return new ConnectSchema(kind, nullable, name, parameters, fields, keys, values);
  }

  /// The field of this name.
  public Optional<ConnectSchema> field(String fieldName) {
    return fields.stream().filter(f -> f.name().equals(fieldName)).map(Field::schema).findFirst();
  }

  /// Elements of an ARRAY, values of a MAP.
  ConnectSchema inner() {
    return values.orElseThrow();
  }
}
