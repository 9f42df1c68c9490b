package dev.hayase.records.table;

import java.util.Set;
import java.util.TreeSet;

/// What becomes of values of a type that the table's column does not take.
///
/// @param policy as the pipeline says
/// @param fixed columns, under their names in BigQuery, whose type stays whatever the policy: a
///   value in the table would not survive, or BigQuery has refused
public record ConflictRules(TypeConflict policy, Set<String> fixed) {
  public ConflictRules {
    fixed = Set.copyOf(fixed);
  }

  public ConflictRules(TypeConflict policy) {
    this(policy, Set.of());
  }

  /// The same, with one more column that stays as it is.
  public ConflictRules fixing(Set<String> columns) {
    Set<String> more = new TreeSet<>(fixed);
    more.addAll(columns);
    return new ConflictRules(policy, more);
  }

  boolean isFixed(String column) {
    return fixed.stream().anyMatch(column::equalsIgnoreCase);
  }

  boolean mayWiden(String column) {
    return policy == TypeConflict.WIDEN && !isFixed(column);
  }

  boolean mayStandAside() {
    return policy != TypeConflict.PARK;
  }
}
