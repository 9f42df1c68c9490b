package dev.hayase.records.row;

/// Writes a JSON object as a message within the message.
record StructWriter(int tag, ObjectPlan plan) implements FieldWriter {
  @Override
  public void write(JsonCursor json, ProtoBuffer out) {
    if (json.peek() != '{') {
      throw new Unfit("is not the JSON object it should be");
    }
    out.varint(tag);
    int mark = out.beginMessage();
    plan.write(json, out, false);
    out.endMessage(mark);
  }
}
