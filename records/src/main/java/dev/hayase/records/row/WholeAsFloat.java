package dev.hayase.records.row;

/// Integers of the source in a FLOAT64 column: those that FLOAT64 tells from their neighbours.
///
/// @param writer writes the field as FLOAT64
record WholeAsFloat(FieldWriter writer) implements FieldWriter {
  private static final double BEYOND = 1L << 53;

  @Override
  public void write(JsonCursor json, ProtoBuffer out) {
    writer.write(json, out);
    if (Math.abs(Double.longBitsToDouble(out.lastFixed64())) >= BEYOND) {
      throw new Unfit("is an integer that FLOAT64 does not hold exactly");
    }
  }
}
