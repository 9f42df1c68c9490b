package dev.hayase.cdc.change;

/// Something must be set up differently, in the pipeline file or at the database, before the
/// capture can go on. The message names the key, its value and the remedy.
public final class SetupException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String key;
  private final String matter;
  private final String problem;
  private final String remedy;

  /// @param key the key's path in the pipeline file
  /// @param value its value; never a secret
  public SetupException(String key, String value, String problem, String remedy) {
    super("%s: '%s' %s. %s.".formatted(key, value, problem, remedy));
    this.key = key;
    this.matter = "'%s' %s".formatted(value, problem);
    this.problem = "%s: '%s' %s".formatted(key, value, problem);
    this.remedy = remedy;
  }

  /// The key's path in the pipeline file.
  public String key() {
    return key;
  }

  /// What is wrong, with the value alone.
  public String matter() {
    return matter;
  }

  /// What is wrong, with the key and its value; a sentence without its end.
  public String problem() {
    return problem;
  }

  /// What somebody can do; a sentence without its end.
  public String remedy() {
    return remedy;
  }
}
