package dev.hayase.log.http.otlp;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The protocol's messages as they are in JSON: which field of which number has which name.
enum Shape {
  REQUEST,
  RESOURCE_LOGS,
  RESOURCE,
  SCOPE_LOGS,
  SCOPE,
  LOG_RECORD,
  KEY_VALUE,
  ANY_VALUE,
  ARRAY_VALUE,
  KEY_VALUE_LIST;

  /// How a field is written.
  enum Form {
    MESSAGE,
    TEXT,
    BASE64,
    HEXADECIMAL,
    BOOLEAN,
    SIGNED,
    UNSIGNED,
    FIXED64,
    FIXED32,
    DOUBLE;

    /// Whether it is text in JSON; of numbers, those that JSON's readers may spoil are text, too.
    boolean isText() {
      return this == TEXT || this == BASE64 || this == HEXADECIMAL;
    }
  }

  /// A field.
  ///
  /// @param shape of the message that it holds, if it holds one
  record Field(int number, Form form, @Nullable Shape shape) {}

  @SuppressWarnings("ImmutableEnumChecker") // Filled once, below: shapes name one another.
  private final Map<String, Field> fields = new HashMap<>();

  static {
    REQUEST.message("resourceLogs", 1, RESOURCE_LOGS);
    RESOURCE_LOGS.message("resource", 1, RESOURCE);
    RESOURCE_LOGS.message("scopeLogs", 2, SCOPE_LOGS);
    RESOURCE_LOGS.value("schemaUrl", 3, Form.TEXT);
    RESOURCE.message("attributes", 1, KEY_VALUE);
    RESOURCE.value("droppedAttributesCount", 2, Form.UNSIGNED);
    SCOPE_LOGS.message("scope", 1, SCOPE);
    SCOPE_LOGS.message("logRecords", 2, LOG_RECORD);
    SCOPE_LOGS.value("schemaUrl", 3, Form.TEXT);
    SCOPE.value("name", 1, Form.TEXT);
    SCOPE.value("version", 2, Form.TEXT);
    SCOPE.message("attributes", 3, KEY_VALUE);
    SCOPE.value("droppedAttributesCount", 4, Form.UNSIGNED);
    LOG_RECORD.value("timeUnixNano", 1, Form.FIXED64);
    LOG_RECORD.value("severityNumber", 2, Form.UNSIGNED);
    LOG_RECORD.value("severityText", 3, Form.TEXT);
    LOG_RECORD.message("body", 5, ANY_VALUE);
    LOG_RECORD.message("attributes", 6, KEY_VALUE);
    LOG_RECORD.value("droppedAttributesCount", 7, Form.UNSIGNED);
    LOG_RECORD.value("flags", 8, Form.FIXED32);
    LOG_RECORD.value("traceId", 9, Form.HEXADECIMAL);
    LOG_RECORD.value("spanId", 10, Form.HEXADECIMAL);
    LOG_RECORD.value("observedTimeUnixNano", 11, Form.FIXED64);
    LOG_RECORD.value("eventName", 12, Form.TEXT);
    KEY_VALUE.value("key", 1, Form.TEXT);
    KEY_VALUE.message("value", 2, ANY_VALUE);
    ANY_VALUE.value("stringValue", 1, Form.TEXT);
    ANY_VALUE.value("boolValue", 2, Form.BOOLEAN);
    ANY_VALUE.value("intValue", 3, Form.SIGNED);
    ANY_VALUE.value("doubleValue", 4, Form.DOUBLE);
    ANY_VALUE.message("arrayValue", 5, ARRAY_VALUE);
    ANY_VALUE.message("kvlistValue", 6, KEY_VALUE_LIST);
    ANY_VALUE.value("bytesValue", 7, Form.BASE64);
    ARRAY_VALUE.message("values", 1, ANY_VALUE);
    KEY_VALUE_LIST.message("values", 1, KEY_VALUE);
  }

  /// The field of that name; null when there is none.
  @Nullable Field field(String name) {
    return fields.get(name);
  }

  private void message(String name, int number, Shape shape) {
    fields.put(name, new Field(number, Form.MESSAGE, shape));
  }

  private void value(String name, int number, Form form) {
    fields.put(name, new Field(number, form, null));
  }
}
