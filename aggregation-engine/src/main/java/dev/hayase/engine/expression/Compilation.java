package dev.hayase.engine.expression;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelSelect;
import dev.hayase.engine.value.Layout;
import dev.hayase.event.schema.Column;
import dev.hayase.pipeline.yaml.NearestName;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// From the tree of one expression to parts that compute: names, literals and fields here, the rest
/// where [Operators], [Macros] and [Functions] say.
final class Compilation {
  private static final String NOW = "now";

  private final Map<Long, Integer> positions;
  private final Scope scope;
  private final Map<String, Part> variables = new HashMap<>();
  private final Map<Node, Integer> plain = new HashMap<>();
  private final SortedSet<String> columns = new TreeSet<>();
  private int slots;
  private boolean readsNow;

  Compilation(Map<Long, Integer> positions, Scope scope) {
    this.positions = positions;
    this.scope = scope;
  }

  int variables() {
    return slots;
  }

  SortedSet<String> columns() {
    return columns;
  }

  boolean readsNow() {
    return readsNow;
  }

  Column column(int slot) {
    return scope.layout().columns().get(slot);
  }

  /// The column that the part is, and nothing else.
  OptionalInt plainSlot(Part part) {
    Integer slot = plain.get(part.node());
    return slot == null ? OptionalInt.empty() : OptionalInt.of(slot);
  }

  int offset(CelExpr expression) {
    return positions.getOrDefault(expression.id(), 0);
  }

  Part compile(CelExpr expression) {
    int offset = offset(expression);
    return switch (expression.getKind()) {
      case CONSTANT -> constant(expression.constant(), offset);
      case IDENT -> name(expression.ident().name(), offset);
      case SELECT -> select(expression, expression.select());
      case CALL -> call(expression, expression.call());
      case LIST ->
          Operators.list(expression.list().elements().stream().map(this::compile).toList(), offset);
      case MAP, STRUCT ->
          throw new Mistake(
              offset, "makes an object", "Give each of its fields a column of its own");
      case COMPREHENSION, NOT_SET ->
          throw new Mistake(offset, "has a part that means nothing here", "Leave it out");
    };
  }

  Part condition(Part part) {
    if (Coercion.cost(part, Kind.BOOL).isEmpty()) {
      throw new Mistake(
          part.offset(),
          "is a " + part.type() + " where a condition belongs",
          "Write a comparison, as state == \"paid\"");
    }
    return Coercion.to(part, Kind.BOOL);
  }

  /// Compiles a part in which the name stands for elements of a list.
  Part with(String variable, ValueType type, CelExpr body, int slot) {
    Part element = new Part(type, frame -> frame.variable(slot), offset(body), false);
    Part before = variables.put(variable, element);
    try {
      return compile(body);
    } finally {
      if (before == null) {
        variables.remove(variable);
      } else {
        variables.put(variable, before);
      }
    }
  }

  int newSlot() {
    return slots++;
  }

  private Part constant(CelConstant constant, int offset) {
    return switch (constant.getKind()) {
      case NULL_VALUE -> literal(ValueType.NULL, null, offset);
      case BOOLEAN_VALUE -> literal(ValueType.BOOL, constant.booleanValue(), offset);
      case INT64_VALUE -> literal(ValueType.INT, constant.int64Value(), offset);
      case DOUBLE_VALUE -> literal(ValueType.of(Kind.DOUBLE), constant.doubleValue(), offset);
      case STRING_VALUE -> literal(ValueType.STRING, constant.stringValue(), offset);
      case BYTES_VALUE ->
          literal(
              ValueType.of(Kind.BYTES),
              ByteBuffer.wrap(constant.bytesValue().toByteArray()).asReadOnlyBuffer(),
              offset);
      default ->
          throw new Mistake(
              offset, "has a literal of a type that no column has", "Leave out the u");
    };
  }

  static Part literal(ValueType type, @Nullable Object value, int offset) {
    return new Part(type, _ -> value, offset, true);
  }

  private Part name(String name, int offset) {
    Part variable = variables.get(name);
    if (variable != null) {
      return variable;
    }
    return columnOf(name, offset).orElseGet(() -> nowOr(name, offset));
  }

  private Part nowOr(String name, int offset) {
    if (!name.equals(NOW)) {
      throw unknown(name, offset);
    }
    if (!scope.now()) {
      throw new Mistake(
          offset,
          "reads now, which only columns of the result can",
          "Put it under columns, and say under changes-at when it makes a difference");
    }
    readsNow = true;
    return new Part(ValueType.TIMESTAMP, frame -> frame.now, offset, false);
  }

  /// The column of that name, and nothing else.
  Part named(String name, int offset) {
    return columnOf(name, offset).orElseThrow(() -> unknown(name, offset));
  }

  /// Empty when there is no such column.
  Optional<Part> columnOf(String name, int offset) {
    Layout layout = scope.layout();
    OptionalInt found = layout.slot(name);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    int slot = found.getAsInt();
    columns.add(name);
    ValueType type = ValueType.of(column(slot));
    Node node =
        type.kind() == Kind.JSON
            ? frame -> frame.row.get(slot) instanceof String text ? JsonValue.parse(text) : null
            : frame -> frame.row.get(slot);
    if (type.kind() == Kind.LIST && type.elements().kind() == Kind.JSON) {
      node = frame -> frame.row.get(slot) instanceof List<?> texts ? Macros.parsed(texts) : null;
    }
    plain.put(node, slot);
    return Optional.of(new Part(type, node, offset, false));
  }

  private Mistake unknown(String name, int offset) {
    List<String> names =
        new ArrayList<>(scope.layout().columns().stream().map(Column::name).toList());
    if (scope.now()) {
      names.add(NOW);
    }
    names.addAll(variables.keySet());
    String all = names.isEmpty() ? "There are no columns" : "There are " + String.join(", ", names);
    return new Mistake(
        offset,
        "names " + name + ", which is no column here",
        NearestName.to(name, names).map(near -> "Did you mean " + near + "? ").orElse("") + all);
  }

  private Part select(CelExpr expression, CelSelect select) {
    if (select.testOnly()) {
      throw new Mistake(offset(expression), "tests a field", "Write has(" + select.field() + ")");
    }
    Optional<String> dotted = dotted(expression);
    if (dotted.isPresent() && !variables.containsKey(dotted.get().split("\\.", 2)[0])) {
      Optional<Part> column = columnOf(dotted.get(), offset(expression));
      if (column.isPresent()) {
        return column.get();
      }
      String first = dotted.get().split("\\.", 2)[0];
      boolean prefix =
          scope.layout().slot(first).isEmpty()
              && scope.layout().columns().stream().anyMatch(c -> c.name().startsWith(first + "."));
      if (prefix && select.operand().getKind() == CelExpr.ExprKind.Kind.IDENT) {
        throw unknown(dotted.get(), offset(select.operand()));
      }
    }
    return Operators.field(compile(select.operand()), select.field(), offset(expression));
  }

  /// `a.b.c` where the expression is nothing else.
  private static Optional<String> dotted(CelExpr expression) {
    return switch (expression.getKind()) {
      case IDENT -> Optional.of(expression.ident().name());
      case SELECT ->
          dotted(expression.select().operand())
              .map(name -> name + "." + expression.select().field());
      default -> Optional.empty();
    };
  }

  private Part call(CelExpr expression, CelCall call) {
    int offset = offset(expression);
    Optional<Part> macro = Macros.compile(this, call, offset);
    if (macro.isPresent()) {
      return macro.get();
    }
    List<Part> parts = new ArrayList<>();
    call.target().ifPresent(target -> parts.add(compile(target)));
    call.args().forEach(argument -> parts.add(compile(argument)));
    return Operators.isOperator(call.function())
        ? Operators.compile(this, call.function(), parts, offset)
        : Functions.compile(call.function(), parts, offset);
  }
}
