package dev.hayase.cdc.value.postgres;

/// How the server must print values, so that the texts are those which [PostgresWriter] knows.
public final class PrintedText {
  /// Settings of every session, the engine's included: values are printed in one way only, whatever
  /// the server, the database or the role prefer. In the form of `libpq`'s `options`.
  public static final String OPTIONS =
      "-c TimeZone=UTC -c DateStyle=ISO -c IntervalStyle=iso_8601 -c bytea_output=hex"
          + " -c extra_float_digits=1";

  private PrintedText() {}
}
