package dev.hayase.cdc.value.postgres;

/// Amounts of `money`, which PostgreSQL prints in the manner of its setting `lc_monetary`:
/// `$1,234.56`, `-1.234,56 €`, `(£5.00)`, `¥1,234`.
final class MoneyText {
  private MoneyText() {}

  /// The plain decimal.
  ///
  /// @param fractionDigits how many of the digits are after the point in the server's manner
  static String decimal(String text, int fractionDigits) {
    StringBuilder digits = new StringBuilder();
    boolean negative = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits.append(c);
      } else if (c == '-' || c == '(') {
        negative = true;
      }
    }
    while (digits.length() <= fractionDigits) {
      digits.insert(0, '0');
    }
    if (fractionDigits > 0) {
      digits.insert(digits.length() - fractionDigits, '.');
    }
    return negative ? "-" + digits : digits.toString();
  }
}
