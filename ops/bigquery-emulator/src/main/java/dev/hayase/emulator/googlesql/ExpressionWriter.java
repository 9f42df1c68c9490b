package dev.hayase.emulator.googlesql;

import com.google.zetasql.AnyResolvedExprProto;
import com.google.zetasql.FileDescriptorSetsBuilder;
import com.google.zetasql.Type;
import com.google.zetasql.TypeFactory;
import com.google.zetasql.ZetaSQLType.TypeKind;
import com.google.zetasql.ZetaSQLTypeParameters.TypeParametersProto;
import com.google.zetasql.resolvedast.ResolvedFunctionCallBaseEnums.ErrorMode;
import com.google.zetasql.resolvedast.ResolvedNode;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAggregateFunctionCall;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAnalyticFunctionCall;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedCast;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedColumnRef;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedComputedColumn;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedExpr;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedFunctionArgument;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedFunctionCall;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedFunctionCallBase;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedGetJsonField;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedGetStructField;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedLiteral;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedMakeStruct;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedParameter;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedSubqueryExpr;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedWithExpr;
import dev.hayase.emulator.googlesql.functions.Argument;
import dev.hayase.emulator.googlesql.functions.Call;
import dev.hayase.emulator.googlesql.functions.Casts;
import dev.hayase.emulator.googlesql.functions.Functions;
import dev.hayase.emulator.googlesql.functions.TypeSql;
import dev.hayase.emulator.googlesql.functions.UnsupportedExpressionException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/// Expressions in DuckDB's words.
final class ExpressionWriter implements Expressions {
  private static final Type TIMESTAMP = TypeFactory.createSimpleType(TypeKind.TYPE_TIMESTAMP);
  private static final Type STRING = TypeFactory.createSimpleType(TypeKind.TYPE_STRING);

  private final Translation translation;
  private final Scans scans;
  private final SubqueryWriter subqueries;
  private final AggregateCalls aggregates;

  ExpressionWriter(Translation translation, Scans scans) {
    this.translation = translation;
    this.scans = scans;
    this.subqueries = new SubqueryWriter(scans, this);
    this.aggregates = new AggregateCalls(scans, this);
  }

  @Override
  public String sql(ResolvedExpr expression) {
    return placed(
        expression,
        () ->
            switch (expression) {
              case ResolvedColumnRef reference -> scans.column(reference.getColumn());
              case ResolvedLiteral literal -> LiteralWriter.sql(literal.getValue());
              case ResolvedParameter parameter -> LiteralWriter.sql(value(parameter));
              case ResolvedFunctionCall call -> call(call);
              case ResolvedCast cast -> cast(cast);
              case ResolvedMakeStruct struct ->
                  TypeSql.struct(
                      struct.getType().asStruct(),
                      struct.getFieldList().stream().map(this::sql).toList());
              case ResolvedGetStructField field ->
                  TypeSql.field(sql(field.getExpr()), (int) field.getFieldIdx());
              case ResolvedGetJsonField field -> jsonField(field);
              case ResolvedSubqueryExpr subquery -> subqueries.sql(subquery);
              case ResolvedWithExpr with -> with(with);
              default -> throw new UnsupportedExpressionException(Construct.of(expression));
            });
  }

  @Override
  public String aggregate(ResolvedAggregateFunctionCall call) {
    return placed(call, () -> aggregates.aggregate(call));
  }

  @Override
  public String analytic(ResolvedAnalyticFunctionCall call, Window window) {
    return placed(call, () -> aggregates.analytic(call, window));
  }

  /// Says where it stands what is not supported within.
  private String placed(ResolvedNode node, Supplier<String> writing) {
    try {
      return writing.get();
    } catch (UnsupportedExpressionException e) {
      throw translation.unsupported(e.what(), node);
    }
  }

  Argument argument(ResolvedExpr expression) {
    boolean simple =
        expression instanceof ResolvedLiteral
            || expression instanceof ResolvedColumnRef
            || expression instanceof ResolvedParameter;
    return new Argument(sql(expression), expression.getType(), simple);
  }

  /// The arguments of a call, if they all are expressions.
  static List<ResolvedExpr> arguments(ResolvedFunctionCallBase call) {
    if (call.getGenericArgumentList().isEmpty()) {
      return List.copyOf(call.getArgumentList());
    }
    List<ResolvedExpr> expressions = new ArrayList<>();
    for (ResolvedFunctionArgument argument : call.getGenericArgumentList()) {
      if (argument.getExpr() == null) {
        throw new UnsupportedExpressionException(shown(call) + " with a lambda");
      }
      expressions.add(argument.getExpr());
    }
    return List.copyOf(expressions);
  }

  static String name(ResolvedFunctionCallBase call) {
    return String.join(".", call.getFunction().getNamePath()).toLowerCase(Locale.ROOT);
  }

  /// As a user knows it: `Function SOUNDEX`, `Operator +`.
  static String shown(ResolvedFunctionCallBase call) {
    String name = call.getFunction().getSqlName();
    return (Character.isLetter(name.charAt(0)) && !name.contains(" ") ? "Function " : "Operator ")
        + name.toUpperCase(Locale.ROOT);
  }

  private String call(ResolvedFunctionCall call) {
    boolean safe = call.getErrorMode() == ErrorMode.SAFE_ERROR_MODE;
    List<Argument> arguments = arguments(call).stream().map(this::argument).toList();
    Call translated = clocked(new Call(name(call), arguments, call.getType(), safe));
    return Functions.sql(translated)
        .orElseThrow(() ->
            new UnsupportedExpressionException(
                shown(call)
                    + arguments.stream()
                        .map(argument -> argument.type().toString())
                        .toList()
                        .toString()
                        .replace('[', '(')
                        .replace(']', ')')));
  }

  /// CURRENT_DATE and its kin are of the statement's moment.
  private Call clocked(Call call) {
    String name =
        switch (call.name()) {
          case "current_timestamp" -> "timestamp";
          case "current_date" -> "date";
          case "current_datetime" -> "datetime";
          case "current_time" -> "time";
          default -> "";
        };
    if (name.isEmpty()) {
      return call;
    }
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, translation.now());
    List<Argument> arguments = new ArrayList<>();
    arguments.add(new Argument("make_timestamptz(" + micros + ")", TIMESTAMP, true));
    arguments.addAll(call.arguments());
    return new Call(name, arguments, call.type(), call.safe());
  }

  private String cast(ResolvedCast cast) {
    if (cast.getFormat() != null) {
      throw new UnsupportedExpressionException("CAST with FORMAT");
    }
    if (cast.getExtendedCast() != null || hasParameters(cast)) {
      throw new UnsupportedExpressionException("CAST to a type with parameters or a collation");
    }
    Argument value = argument(cast.getExpr());
    return cast.getTimeZone() == null
        ? Casts.cast(value, cast.getType(), cast.getReturnNullOnError())
        : Casts.cast(
            value, argument(cast.getTimeZone()), cast.getType(), cast.getReturnNullOnError());
  }

  /// As in `CAST(x AS STRING(3))`; only the serialized form tells.
  private static boolean hasParameters(ResolvedCast cast) {
    return switch (cast.getType().getKind()) {
      case TYPE_STRING, TYPE_BYTES, TYPE_NUMERIC, TYPE_BIGNUMERIC, TYPE_ARRAY, TYPE_STRUCT ->
          cast.serialize(new FileDescriptorSetsBuilder()) instanceof AnyResolvedExprProto any
              && limits(any.getResolvedCastNode().getTypeModifiers().getTypeParameters());
      default -> false;
    };
  }

  private static boolean limits(TypeParametersProto parameters) {
    return parameters.hasStringTypeParameters()
        || parameters.hasNumericTypeParameters()
        || parameters.getChildListList().stream().anyMatch(ExpressionWriter::limits);
  }

  private Parameters.Parameter value(ResolvedParameter parameter) {
    Parameters parameters = translation.parameters();
    if (parameter.getName().isEmpty()) {
      return parameters.positional().get((int) parameter.getPosition() - 1);
    }
    Parameters.Parameter named =
        parameters.named().get(parameter.getName().toLowerCase(Locale.ROOT));
    if (named == null) {
      throw new UnsupportedExpressionException("Parameter " + parameter.getName());
    }
    return named;
  }

  private String jsonField(ResolvedGetJsonField field) {
    Argument name = new Argument(LiteralWriter.text(field.getFieldName()), STRING, true);
    return Functions.sql(
            new Call(
                "$json_field", List.of(argument(field.getExpr()), name), field.getType(), false))
        .orElseThrow();
  }

  /// Each column may use those before it.
  private String with(ResolvedWithExpr with) {
    String from = "";
    for (ResolvedComputedColumn column : with.getAssignmentList()) {
      String item = sql(column.getExpr()) + " AS " + scans.column(column.getColumn());
      from = from.isEmpty() ? "SELECT " + item : "SELECT *, " + item + " FROM (" + from + ")";
    }
    return "(SELECT " + sql(with.getExpr()) + " FROM (" + from + "))";
  }
}
