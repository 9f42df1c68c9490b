package dev.hayase.records.row;

/// What an integer means where a TIMESTAMP belongs. Nothing, unless the pipeline says so: a guess
/// that is wrong would put the moment into another century.
public enum IntegerTimes {
  REFUSED(0),
  SECONDS(1_000_000),
  MILLISECONDS(1_000),
  MICROSECONDS(1),
  NANOSECONDS(0);

  private static final long NANOS_PER_MICRO = 1_000;
  private static final long FIRST = -62_135_596_800_000_000L;
  private static final long LAST = 253_402_300_799_999_999L;

  private final long microsPerUnit;

  IntegerTimes(long microsPerUnit) {
    this.microsPerUnit = microsPerUnit;
  }

  /// Microseconds since 1970.
  long micros(long value) {
    return switch (this) {
      case REFUSED ->
          throw new Unfit(
              "is an integer, and the pipeline does not say (integer-times) what an integer means");
      case NANOSECONDS -> {
        if (value % NANOS_PER_MICRO != 0) {
          throw new Unfit("is finer than a microsecond");
        }
        yield value / NANOS_PER_MICRO;
      }
      case SECONDS, MILLISECONDS, MICROSECONDS -> {
        if (value < FIRST / microsPerUnit || value > LAST / microsPerUnit) {
          throw new Unfit("is outside of BigQuery's range, the years 0001 to 9999");
        }
        yield value * microsPerUnit;
      }
    };
  }
}
