package dev.hayase.cli.value;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Intervals in ISO-8601 form, whichever parts are spelled out.
final class Spans {
  private static final String NUMBER = "([+-]?\\d+(?:\\.\\d+)?)";
  private static final Pattern FORM =
      Pattern.compile(
          "P(?:%1$sY)?(?:%1$sM)?(?:%1$sD)?(?:T(?:%1$sH)?(?:%1$sM)?(?:%1$sS)?)?".formatted(NUMBER));

  private Spans() {}

  static Value read(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      return new Value.Text(text);
    }
    BigDecimal seconds =
        part(parts.group(4))
            .multiply(BigDecimal.valueOf(3600))
            .add(part(parts.group(5)).multiply(BigDecimal.valueOf(60)))
            .add(part(parts.group(6)));
    return new Value.Span(
        part(parts.group(1)).longValueExact() * 12 + part(parts.group(2)).longValueExact(),
        part(parts.group(3)).longValueExact(),
        seconds.movePointRight(6).longValueExact());
  }

  private static BigDecimal part(@Nullable String number) {
    return number == null ? BigDecimal.ZERO : new BigDecimal(number);
  }
}
