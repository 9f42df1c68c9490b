package dev.hayase.engine.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import dev.hayase.engine.value.Layout;
import java.util.Map;
import java.util.regex.Pattern;

/// Compiles expressions.
///
/// The syntax is CEL's, read by its own parser. Types and values are ours: CEL's evaluator knows
/// neither NULLs as SQL's nor decimals, and takes microseconds where this takes tens of
/// nanoseconds. What is computed is in `EXPRESSIONS.md`.
public final class Expressions {
  private static final int LONGEST = 10_000;
  private static final int DEEPEST = 100;
  private static final int MOST_PARTS = 5_000;

  private static final CelParser PARSER =
      CelParserFactory.standardCelParserBuilder()
          .setOptions(
              CelOptions.current()
                  .maxExpressionCodePointSize(LONGEST)
                  .maxParseRecursionDepth(DEEPEST)
                  .maxParseExpressionNodeCount(MOST_PARTS)
                  .maxParseErrorRecoveryLimit(1)
                  .enableReservedIds(false)
                  .build())
          .build();

  private static final Pattern ASSIGNMENT = Pattern.compile("(?<![=!<>])=(?!=)");
  private static final Pattern SQL =
      Pattern.compile("\\b(and|or|not|is|between|case|like)\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern SQL_INEQUALITY = Pattern.compile("<>");

  private Expressions() {}

  /// @throws InvalidExpressionException when it cannot be computed over rows of the layout
  public static Expression compile(String text, Scope scope) throws InvalidExpressionException {
    return compile(text, scope, false);
  }

  /// The same for what must be true or false; a JSON value may be either.
  ///
  /// @throws InvalidExpressionException when it is none
  public static Expression condition(String text, Scope scope) throws InvalidExpressionException {
    return compile(text, scope, true);
  }

  /// The value of a column, whatever its name looks like.
  ///
  /// @throws IllegalArgumentException when the layout has none of that name
  public static Expression column(String name, Layout layout) {
    Compilation compilation = new Compilation(Map.of(), Scope.of(layout));
    Part part =
        compilation
            .columnOf(name, 0)
            .orElseThrow(() -> new IllegalArgumentException("There is no column " + name));
    return CompiledExpression.of(name, part, compilation);
  }

  private static Expression compile(String text, Scope scope, boolean condition)
      throws InvalidExpressionException {
    CelAbstractSyntaxTree tree = parse(text);
    Compilation compilation = new Compilation(tree.getSource().getPositionsMap(), scope);
    try {
      Part part = compilation.compile(tree.getExpr());
      if (condition) {
        part = compilation.condition(part);
      }
      return CompiledExpression.of(text, part, compilation);
    } catch (Mistake mistake) {
      throw mistake.toUser();
    }
  }

  private static CelAbstractSyntaxTree parse(String text) throws InvalidExpressionException {
    CelValidationResult result = PARSER.parse(text);
    if (!result.hasError()) {
      try {
        return result.getAst();
      } catch (CelValidationException e) {
        throw new InvalidExpressionException("cannot be read: " + e.getMessage(), remedy(text));
      }
    }
    CelIssue issue = result.getErrors().getFirst();
    CelSourceLocation at = issue.getSourceLocation();
    int offset = result.getSource().getLocationOffset(at).orElse(at.getColumn());
    throw new InvalidExpressionException(
        "cannot be read: "
            + issue.getMessage().strip()
            + " (at character "
            + (Math.max(0, offset) + 1)
            + ")",
        remedy(text));
  }

  private static String remedy(String text) {
    String outsideOfTexts = text.replaceAll("\"[^\"]*\"|'[^']*'", "");
    if (SQL_INEQUALITY.matcher(outsideOfTexts).find()) {
      return "Write != where SQL has <>";
    }
    if (ASSIGNMENT.matcher(outsideOfTexts).find()) {
      return "Write == where SQL has =";
    }
    return SQL.matcher(outsideOfTexts).find()
        ? "Write && for AND, || for OR, ! for NOT, == null for IS NULL, a ? b : c for CASE"
        : "Correct it; aggregation-engine/EXPRESSIONS.md shows what can be written";
  }
}
