package dev.hayase.cdc.personal;

import dev.hayase.cdc.value.ColumnWriter;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.wire.Json;
import java.io.StringWriter;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;

/// A column of which something else is written. NULL stays NULL.
///
/// What is concealed is the text that the column itself would have had in JSON, without quotes: it
/// is the same whether a snapshot read the value or the log holds it, and the log-service conceals
/// the same.
record ConcealedColumn(ColumnWriter column, UnaryOperator<String> concealing)
    implements ColumnWriter {
  @Override
  public String name() {
    return column.name();
  }

  @Override
  public String sourceType() {
    return column.sourceType();
  }

  @Override
  public Column target() {
    return Column.nullable(column.name(), ColumnType.STRING);
  }

  @Override
  public boolean conceals() {
    return true;
  }

  @Override
  public void write(JsonGenerator json, @Nullable String text) {
    if (text == null) {
      json.writeNull();
    } else {
      json.writeString(concealing.apply(written(text)));
    }
  }

  private String written(String text) {
    StringWriter out = new StringWriter(text.length() + 2);
    try (JsonGenerator json = Json.FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      column.write(json, text);
    }
    try (JsonParser json = Json.FACTORY.createParser(ObjectReadContext.empty(), out.toString())) {
      json.nextToken();
      return json.getString();
    }
  }
}
