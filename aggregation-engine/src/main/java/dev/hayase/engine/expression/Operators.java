package dev.hayase.engine.expression;

import dev.hayase.engine.value.Row;
import dev.hayase.event.schema.Column;
import dev.hayase.pipeline.yaml.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What CEL has signs for.
final class Operators {
  private static final Map<String, String> SIGNS =
      Map.ofEntries(
          Map.entry("_&&_", "&&"),
          Map.entry("_||_", "||"),
          Map.entry("!_", "!"),
          Map.entry("_?_:_", "?:"),
          Map.entry("_==_", "=="),
          Map.entry("_!=_", "!="),
          Map.entry("_<_", "<"),
          Map.entry("_<=_", "<="),
          Map.entry("_>_", ">"),
          Map.entry("_>=_", ">="),
          Map.entry("_+_", "+"),
          Map.entry("_-_", "-"),
          Map.entry("_*_", "*"),
          Map.entry("_/_", "/"),
          Map.entry("_%_", "%"),
          Map.entry("-_", "-"),
          Map.entry("@in", "in"),
          Map.entry("_[_]", "[]"));

  private Operators() {}

  static boolean isOperator(String function) {
    return SIGNS.containsKey(function);
  }

  static Part compile(Compilation compilation, String function, List<Part> parts, int offset) {
    String sign = SIGNS.getOrDefault(function, function);
    Part first = parts.getFirst();
    Part last = parts.getLast();
    return switch (function) {
      case "_&&_" ->
          Logic.and(compilation.condition(first), compilation.condition(last), offset, false);
      case "_||_" ->
          Logic.and(compilation.condition(first), compilation.condition(last), offset, true);
      case "!_" -> compilation.condition(first).as(ValueType.BOOL, value -> !(Boolean) value);
      case "_?_:_" -> conditional(compilation.condition(first), parts.get(1), last, offset);
      case "_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_" ->
          Comparisons.compile(sign, first, last, offset);
      case "@in" -> Comparisons.in(first, last, offset);
      case "_[_]" -> element(first, last, offset);
      case "-_" -> Arithmetic.negate(first, offset);
      default -> Arithmetic.compile(sign, first, last, offset);
    };
  }

  private static Part conditional(Part condition, Part then, Part otherwise, int offset) {
    List<Part> branches = alike(List.of(then, otherwise), offset);
    Node test = condition.node();
    Node yes = branches.getFirst().node();
    Node no = branches.getLast().node();
    return new Part(
        branches.getFirst().type(),
        frame ->
            Boolean.TRUE.equals(test.evaluate(frame)) ? yes.evaluate(frame) : no.evaluate(frame),
        offset,
        condition.constant() && then.constant() && otherwise.constant());
  }

  /// The parts as values of one type, which is the widest of theirs.
  static List<Part> alike(List<Part> parts, int offset) {
    Part widest = parts.getFirst();
    for (Part part : parts) {
      if (widest.isNull() || (!part.isNull() && goes(widest, part.kind()))) {
        widest = part;
      }
    }
    // A literal with a fraction goes with decimals, whichever comes first.
    List<Part> same = new ArrayList<>();
    for (Part part : parts) {
      boolean fits =
          part.isNull()
              || part.type().equals(widest.type())
              || (part.kind() != Kind.LIST && goes(part, widest.kind()));
      if (!fits) {
        throw new Mistake(
            offset,
            "yields a " + widest.type() + " or a " + part.type(),
            "Convert one of the two, as with string(...) or decimal(...)");
      }
      same.add(
          part.isNull()
              ? new Part(widest.type(), part.node(), part.offset(), true)
              : Coercion.to(part, widest.kind()));
    }
    return same;
  }

  private static boolean goes(Part part, Kind kind) {
    return part.kind() != Kind.JSON && Coercion.cost(part, kind).isPresent();
  }

  static Part list(List<Part> elements, int offset) {
    if (elements.isEmpty()) {
      throw new Mistake(offset, "has an empty list", "Write its elements");
    }
    List<Part> same = alike(elements, offset);
    boolean constant = same.stream().allMatch(Part::constant);
    Node node =
        frame -> {
          List<@Nullable Object> values = new ArrayList<>(same.size());
          same.forEach(part -> values.add(part.node().evaluate(frame)));
          return values;
        };
    Part list = new Part(ValueType.listOf(same.getFirst().type()), node, offset, constant);
    return constant ? list.as(list.type(), value -> value) : list;
  }

  /// A field of a struct or of a JSON object.
  static Part field(Part of, String name, int offset) {
    if (of.kind() == Kind.JSON) {
      return of.as(ValueType.JSON, value -> JsonValue.field(value, name));
    }
    if (of.kind() != Kind.STRUCT) {
      throw new Mistake(
          offset,
          "takes the field " + name + " of a " + of.type() + ", which has none",
          "Leave it out");
    }
    List<Column> fields = of.type().fields();
    List<String> names = fields.stream().map(Column::name).toList();
    int slot = names.indexOf(name);
    if (slot < 0) {
      throw new Mistake(
          offset,
          "names the field " + name + ", which is not there",
          NearestName.to(name, names).map(near -> "Did you mean " + near + "? ").orElse("")
              + "There are "
              + String.join(", ", names));
    }
    Node struct = of.node();
    ValueType type = ValueType.of(fields.get(slot));
    boolean json = type.kind() == Kind.JSON;
    return new Part(
        type,
        frame -> {
          Object value = struct.evaluate(frame) instanceof Row row ? row.get(slot) : null;
          return json && value instanceof String text ? JsonValue.parse(text) : value;
        },
        offset,
        false);
  }

  /// An element of a list, or a field of a JSON object; NULL when there is none.
  private static Part element(Part of, Part index, int offset) {
    if (of.kind() == Kind.JSON && index.kind() == Kind.STRING) {
      return Functions.strict(
          ValueType.JSON, List.of(of, index), offset, v -> JsonValue.field(v[0], (String) v[1]));
    }
    if (index.kind() == Kind.INT && of.kind() == Kind.JSON) {
      return Functions.strict(
          ValueType.JSON, List.of(of, index), offset, v -> JsonValue.element(v[0], (Long) v[1]));
    }
    if (index.kind() == Kind.INT && of.kind() == Kind.LIST) {
      return Functions.strict(
          of.type().elements(),
          List.of(of, index),
          offset,
          v -> {
            List<?> list = (List<?>) v[0];
            long at = (Long) v[1];
            return at < 0 || at >= list.size() ? null : list.get((int) at);
          });
    }
    throw new Mistake(
        offset,
        "takes an element of a " + of.type() + " by a " + index.type(),
        "Write list[0], or data[\"field\"] of JSON");
  }
}
