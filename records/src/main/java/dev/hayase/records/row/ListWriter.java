package dev.hayase.records.row;

/// Writes a JSON array as a repeated field.
record ListWriter(FieldWriter element) implements FieldWriter {
  @Override
  public void write(JsonCursor json, ProtoBuffer out) {
    if (json.peek() != '[') {
      throw new Unfit("is not the JSON array it should be");
    }
    json.beginArray();
    int index = 0;
    while (json.nextElement()) {
      try {
        if (json.nullNext()) {
          throw new Unfit("is null, and BigQuery's arrays hold no NULL");
        }
        element.write(json, out);
      } catch (Unfit unfit) {
        throw unfit.at(index);
      }
      index++;
    }
  }
}
