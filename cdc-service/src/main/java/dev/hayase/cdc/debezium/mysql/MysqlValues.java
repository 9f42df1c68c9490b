package dev.hayase.cdc.debezium.mysql;

import com.github.shyiko.mysql.binlog.event.deserialization.json.JsonBinary;
import dev.hayase.cdc.value.TableShape;
import dev.hayase.cdc.value.mysql.Form;
import dev.hayase.cdc.value.mysql.MysqlColumn;
import dev.hayase.cdc.value.mysql.Texts;
import io.debezium.connector.binlog.event.RowDeserializers;
import io.debezium.spi.converter.CustomConverter;
import io.debezium.spi.converter.RelationalColumn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Properties;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Debezium's converter of every column but those of ENUM and SET, whose words only Debezium knows:
/// the value is one text, and the field's schema carries the column's type as parameters.
public final class MysqlValues implements CustomConverter<SchemaBuilder, RelationalColumn> {
  /// The setting that says of which kind the server is.
  static final String KIND = "kind";

  private static final Logger LOG = LoggerFactory.getLogger(MysqlValues.class);
  private static final String TYPE = "hayase.type";
  private static final String LENGTH = "hayase.length";
  private static final String SCALE = "hayase.scale";
  private static final String CHARSET = "hayase.charset";

  private boolean mariadb;

  @Override
  public void configure(Properties settings) {
    // Fails to link when Debezium's class is before ours on the class path.
    if (!RowDeserializers.keepsText()) {
      throw new IllegalStateException("values must stay the text that the server sent");
    }
    mariadb = "mariadb".equals(settings.getProperty(KIND));
  }

  @Override
  public void converterFor(
      RelationalColumn column, ConverterRegistration<SchemaBuilder> registration) {
    String type = column.typeName().toUpperCase(Locale.ROOT);
    if (type.startsWith("ENUM") || type.startsWith("SET")) {
      return;
    }
    // In MariaDB it is another word for a text.
    String declared = mariadb && type.equals("JSON") ? "LONGTEXT" : type;
    String charset = column.charsetName() == null ? "" : column.charsetName();
    SchemaBuilder schema =
        SchemaBuilder.string().optional().parameter(TYPE, declared).parameter(CHARSET, charset);
    column.length().ifPresent(n -> schema.parameter(LENGTH, Integer.toString(n)));
    column.scale().ifPresent(n -> schema.parameter(SCALE, Integer.toString(n)));
    MysqlColumn target =
        MysqlColumn.of(column.name(), declared, column.length(), column.scale(), charset);
    Form form = Form.of(target);
    registration.register(schema, value -> value == null ? null : readable(target, form, value));
  }

  /// Never fails: Debezium would log the whole row.
  private static @Nullable String readable(MysqlColumn column, Form form, Object value) {
    try {
      return text(column, form, value);
    } catch (RuntimeException e) {
      LOG.atTrace().setCause(e).addKeyValue("column", column.name()).log("value is not read");
      return TableShape.UNREADABLE;
    }
  }

  private static @Nullable String text(MysqlColumn column, Form form, Object value) {
    if (form == Form.JSON && value instanceof byte[] binary) {
      return Texts.of(column, form, json(binary));
    }
    boolean known =
        form.isBinary()
            ? value instanceof byte[]
            : value instanceof String || value instanceof Number || value instanceof byte[];
    // Else it is a column's default, which no row is given.
    return known ? Texts.of(column, form, value) : value.toString();
  }

  private static String json(byte[] binary) {
    try {
      return binary.length == 0 ? "null" : JsonBinary.parseAsString(binary);
    } catch (IOException e) {
      throw new UncheckedIOException("JSON of the log could not be read", e);
    }
  }

  /// The column that a field stands for.
  static MysqlColumn column(Field field) {
    Map<String, String> parameters = field.schema().parameters();
    if (parameters == null || !parameters.containsKey(TYPE)) {
      String name = String.valueOf(field.schema().name());
      String type = name.endsWith("EnumSet") ? "SET" : "ENUM";
      return MysqlColumn.of(field.name(), type, OptionalInt.empty(), OptionalInt.empty(), "");
    }
    return MysqlColumn.of(
        field.name(),
        parameters.getOrDefault(TYPE, ""),
        number(parameters.get(LENGTH)),
        number(parameters.get(SCALE)),
        parameters.getOrDefault(CHARSET, ""));
  }

  private static OptionalInt number(@Nullable String text) {
    return text == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
  }
}
