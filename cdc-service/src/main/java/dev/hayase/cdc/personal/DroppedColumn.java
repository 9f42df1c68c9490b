package dev.hayase.cdc.personal;

import dev.hayase.cdc.value.ColumnWriter;
import dev.hayase.event.schema.Column;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// A column that is neither published nor written; its place in a row stays.
record DroppedColumn(ColumnWriter column) implements ColumnWriter {
  @Override
  public boolean isWritten() {
    return false;
  }

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
    return column.target();
  }

  @Override
  public void write(JsonGenerator json, @Nullable String text) {
    throw new IllegalStateException("The column is not written");
  }
}
