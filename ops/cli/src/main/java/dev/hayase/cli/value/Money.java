package dev.hayase.cli.value;

/// `money` as PostgreSQL prints it with `lc_monetary = 'C'`: a sign for the currency, and commas.
final class Money {
  private Money() {}

  static String amount(String text) {
    return text.replaceAll("[^0-9.-]", "");
  }
}
