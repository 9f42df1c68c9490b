package dev.hayase.pipeline;

import dev.hayase.pipeline.LogSettings.NamedSecret;
import java.util.List;
import java.util.Optional;

/// Columns of a source that hold personal data, and what becomes of their values before they leave
/// the cdc-service.
///
/// @param rules in the order of the file: the first one that takes a column in counts
/// @param hashKeys the first one is used
public record PersonalColumns(List<Rule> rules, List<NamedSecret> hashKeys) {
  public static final PersonalColumns NONE = new PersonalColumns(List.of(), List.of());

  public PersonalColumns {
    rules = List.copyOf(rules);
    hashKeys = List.copyOf(hashKeys);
  }

  /// What becomes of the columns that a pattern takes in.
  public record Rule(ColumnPattern columns, Treatment treatment) {}

  /// The rule for a column; empty when it travels as it is.
  public Optional<Rule> rule(String schema, String table, String column) {
    return rules.stream().filter(rule -> rule.columns().matches(schema, table, column)).findFirst();
  }

  /// What becomes of a value that is not NULL.
  public sealed interface Treatment {
    /// As the pipeline file writes it.
    String word();

    /// The column is left out.
    record Drop() implements Treatment {
      @Override
      public String word() {
        return "drop";
      }
    }

    /// The same few characters for every value.
    record Mask() implements Treatment {
      @Override
      public String word() {
        return "mask";
      }
    }

    /// A keyed hash: the same for the same value.
    record Hash() implements Treatment {
      @Override
      public String word() {
        return "hash";
      }
    }

    /// The beginning of the value.
    ///
    /// @param characters how many stay
    record Truncate(int characters) implements Treatment {
      @Override
      public String word() {
        return "truncate: " + characters;
      }
    }
  }
}
