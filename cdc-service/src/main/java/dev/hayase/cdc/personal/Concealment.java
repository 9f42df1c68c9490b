package dev.hayase.cdc.personal;

import dev.hayase.cdc.change.SetupException;
import dev.hayase.cdc.value.ColumnWriter;
import dev.hayase.event.topic.ChangeTopic;
import dev.hayase.pipeline.PersonalColumns;
import dev.hayase.pipeline.PersonalColumns.Rule;
import dev.hayase.pipeline.PersonalColumns.Treatment;
import dev.hayase.pipeline.Source;
import dev.hayase.pipeline.personal.Hashing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a source conceals of its tables. Immutable.
public final class Concealment {
  private final String source;
  private final PersonalColumns personal;
  private final Hashing hashing;

  public Concealment(Source source) {
    this(source.name(), source.personal());
  }

  Concealment(String source, PersonalColumns personal) {
    this.source = source;
    this.personal = personal;
    this.hashing = new Hashing(personal.hashKeys());
  }

  /// Whether there is anything to conceal.
  public boolean isEmpty() {
    return personal.rules().isEmpty();
  }

  /// Writers that conceal, in place of those of columns with personal data.
  ///
  /// @param primaryKey names of the key's columns
  /// @throws SetupException when the table has become one that the rules do not fit
  public List<ColumnWriter> conceal(
      ChangeTopic table, List<? extends ColumnWriter> columns, List<String> primaryKey) {
    if (isEmpty()) {
      return List.copyOf(columns);
    }
    requireColumns(table, columns.stream().map(ColumnWriter::name).toList());
    requireKey(table, primaryKey);
    List<ColumnWriter> concealed = new ArrayList<>();
    for (ColumnWriter column : columns) {
      concealed.add(
          rule(table, column.name())
              .<ColumnWriter>map(rule -> concealed(column, rule.treatment()))
              .orElse(column));
    }
    return concealed;
  }

  private ColumnWriter concealed(ColumnWriter column, Treatment treatment) {
    return switch (treatment) {
      case Treatment.Drop _ -> new DroppedColumn(column);
      case Treatment.Mask _ -> new ConcealedColumn(column, _ -> "***");
      case Treatment.Hash _ -> new ConcealedColumn(column, hashing::of);
      case Treatment.Truncate(int characters) ->
          new ConcealedColumn(column, text -> beginning(text, characters));
    };
  }

  private static String beginning(String text, int characters) {
    return text.codePointCount(0, text.length()) <= characters
        ? text
        : text.substring(0, text.offsetByCodePoints(0, characters));
  }

  /// Refuses rules that do nothing, and those that would take rows their key.
  ///
  /// @param columns of each table that the source's patterns take in
  /// @param primaryKeys of each captured table
  /// @throws SetupException naming the rule
  public void check(
      Map<ChangeTopic, List<String>> columns, Map<ChangeTopic, List<String>> primaryKeys) {
    primaryKeys.forEach(this::requireKey);
    Set<Rule> used = new HashSet<>();
    columns.forEach(
        (table, names) -> names.forEach(name -> rule(table, name).ifPresent(used::add)));
    for (Rule rule : personal.rules()) {
      if (!used.contains(rule)) {
        throw refused(
            rule,
            "takes in no column of the source's tables that an earlier pattern leaves",
            "Write schema.table.column as the database shows it, or leave the pattern out");
      }
    }
  }

  /// A rule for one table must fit it at any time: when its column was renamed, the values would go
  /// on under the new name as they are.
  private void requireColumns(ChangeTopic table, List<String> names) {
    for (Rule rule : personal.rules()) {
      if (rule.columns().table().isName()
          && rule.columns().table().matches(table.schema(), table.table())
          && names.stream()
              .noneMatch(name -> rule.columns().matches(table.schema(), table.table(), name))) {
        throw refused(
            rule,
            "takes in no column of the table any more, which was dropped or renamed",
            "Write a pattern with * that takes in the old name and the new one, or leave the pattern out when the"
                + " column is gone");
      }
    }
  }

  private void requireKey(ChangeTopic table, List<String> primaryKey) {
    for (String column : primaryKey) {
      Optional<Rule> rule = rule(table, column);
      if (rule.isPresent() && !(rule.get().treatment() instanceof Treatment.Hash)) {
        throw refused(
            rule.get(),
            "takes in %s of the primary key of %s.%s, so that rows could not be told apart"
                .formatted(column, table.schema(), table.table()),
            "Write hash for it, before this pattern if that takes in other columns, too");
      }
    }
  }

  private Optional<Rule> rule(ChangeTopic table, String column) {
    return personal.rule(table.schema(), table.table(), column);
  }

  private SetupException refused(Rule rule, String problem, String remedy) {
    return new SetupException(
        "sources.%s.personal.%s".formatted(source, rule.columns()),
        rule.treatment().word(),
        problem,
        remedy);
  }
}
