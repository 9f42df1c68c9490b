package dev.hayase.engine.expression;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// CEL's macros: `has(a.b)`, `column("a b")`, and what is asked of all elements of a list, which a
/// variable of the macro stands for.
final class Macros {
  private Macros() {}

  /// Empty when the call is no macro.
  static Optional<Part> compile(Compilation compilation, CelCall call, int offset) {
    if (call.function().equals("has") && call.target().isEmpty()) {
      return Optional.of(has(compilation, call, offset));
    }
    if (call.function().equals("column") && call.target().isEmpty()) {
      return Optional.of(column(compilation, call, offset));
    }
    boolean known =
        switch (call.function()) {
          case "exists", "all", "exists_one", "filter", "map" -> true;
          default -> false;
        };
    return known && call.target().isPresent()
        ? Optional.of(overList(compilation, call, offset))
        : Optional.empty();
  }

  /// A column whose name is no word of CEL.
  private static Part column(Compilation compilation, CelCall call, int offset) {
    CelExpr name = call.args().size() == 1 ? call.args().getFirst() : CelExpr.ofNotSet(0);
    if (name.getKind() != CelExpr.ExprKind.Kind.CONSTANT
        || name.constant().getKind() != CelConstant.Kind.STRING_VALUE) {
      throw new Mistake(
          offset,
          "calls column() of what is no text",
          "Write the column's name: column(\"Order Date\")");
    }
    return compilation.named(name.constant().stringValue(), compilation.offset(name));
  }

  private static Part has(Compilation compilation, CelCall call, int offset) {
    boolean field =
        call.args().size() == 1 && call.args().getFirst().getKind() == CelExpr.ExprKind.Kind.SELECT;
    Part of = field ? compilation.compile(call.args().getFirst().select().operand()) : null;
    if (of == null || of.kind() != Kind.JSON) {
      throw new Mistake(
          offset,
          "asks has() of what is no field of JSON",
          "Write has(data.field), or column != null");
    }
    String name = call.args().getFirst().select().field();
    Node node = of.node();
    return new Part(
        ValueType.BOOL,
        frame -> {
          Object value = node.evaluate(frame);
          return value != null && JsonValue.hasField(value, name);
        },
        offset,
        false);
  }

  private static Part overList(Compilation compilation, CelCall call, int offset) {
    List<CelExpr> arguments = call.args();
    boolean mapWithFilter = call.function().equals("map") && arguments.size() == 3;
    if ((arguments.size() != 2 && !mapWithFilter)
        || arguments.getFirst().getKind() != CelExpr.ExprKind.Kind.IDENT) {
      throw new Mistake(
          offset,
          "calls " + call.function() + "() in a way that it does not take",
          "Write list." + call.function() + "(x, ...), where x stands for an element");
    }
    Part of = compilation.compile(call.target().orElseThrow());
    if (Coercion.cost(of, Kind.LIST).isEmpty()) {
      throw new Mistake(
          of.offset(),
          "is a " + of.type() + " where a list belongs",
          "Write a list or a REPEATED column");
    }
    Part list = Coercion.to(of, Kind.LIST);
    int slot = compilation.newSlot();
    String variable = arguments.getFirst().ident().name();
    ValueType element = list.type().elements();
    Part second = compilation.with(variable, element, arguments.get(1), slot);
    Node values = list.node();
    return switch (call.function()) {
      case "map" -> {
        Part mapped =
            mapWithFilter ? compilation.with(variable, element, arguments.get(2), slot) : second;
        Node filter = mapWithFilter ? compilation.condition(second).node() : _ -> true;
        yield collected(values, slot, filter, mapped, offset);
      }
      case "filter" -> {
        Part itself = new Part(element, frame -> frame.variable(slot), offset, false);
        yield collected(values, slot, compilation.condition(second).node(), itself, offset);
      }
      case "exists_one" -> one(values, slot, compilation.condition(second).node(), offset);
      default ->
          any(
              values,
              slot,
              compilation.condition(second).node(),
              call.function().equals("exists"),
              offset);
    };
  }

  private static Part collected(Node list, int slot, Node filter, Part mapped, int offset) {
    Node value = mapped.node();
    Node collected =
        frame -> {
          Object elements = list.evaluate(frame);
          if (elements == null) {
            return null;
          }
          List<@Nullable Object> results = new ArrayList<>();
          for (Object element : (List<?>) elements) {
            frame.step(slot, element);
            if (Boolean.TRUE.equals(filter.evaluate(frame))) {
              results.add(value.evaluate(frame));
            }
          }
          return results;
        };
    return new Part(ValueType.listOf(mapped.type()), collected, offset, false);
  }

  /// Three values over all elements, as `||` and `&&` between them.
  ///
  /// @param deciding what decides alone
  private static Part any(Node list, int slot, Node test, Boolean deciding, int offset) {
    Node any =
        frame -> {
          Object elements = list.evaluate(frame);
          if (elements == null) {
            return null;
          }
          boolean unknown = false;
          for (Object element : (List<?>) elements) {
            frame.step(slot, element);
            Object holds = test.evaluate(frame);
            if (deciding.equals(holds)) {
              return deciding;
            }
            unknown |= holds == null;
          }
          return unknown ? null : !deciding;
        };
    return new Part(ValueType.BOOL, any, offset, false);
  }

  private static Part one(Node list, int slot, Node test, int offset) {
    Node one =
        frame -> {
          Object elements = list.evaluate(frame);
          if (elements == null) {
            return null;
          }
          int count = 0;
          for (Object element : (List<?>) elements) {
            frame.step(slot, element);
            count += Boolean.TRUE.equals(test.evaluate(frame)) ? 1 : 0;
          }
          return count == 1;
        };
    return new Part(ValueType.BOOL, one, offset, false);
  }

  /// The documents of a list's elements.
  static List<@Nullable Object> parsed(List<?> texts) {
    List<@Nullable Object> values = new ArrayList<>(texts.size());
    texts.forEach(text -> values.add(text instanceof String json ? JsonValue.parse(json) : null));
    return values;
  }
}
