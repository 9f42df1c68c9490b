package dev.hayase.cdc.source;

/// Something that a look at a source before its capture found.
///
/// @param subject what it is about: a key of the pipeline file, a setting of the server, a table
/// @param problem what is the matter with it, as a sentence without its end
/// @param remedy the statement that changes it, or what somebody can do; empty when nothing need be
///   done
public record Finding(Severity severity, String subject, String problem, String remedy) {

  /// How bad it is.
  public enum Severity {
    /// As it should be.
    FINE,
    /// A capture can start; somebody should know.
    WARNING,
    /// A capture cannot start.
    ERROR
  }

  public static Finding fine(String subject, String what) {
    return new Finding(Severity.FINE, subject, what, "");
  }

  public static Finding warning(String subject, String problem, String remedy) {
    return new Finding(Severity.WARNING, subject, problem, remedy);
  }

  public static Finding error(String subject, String problem, String remedy) {
    return new Finding(Severity.ERROR, subject, problem, remedy);
  }
}
