package dev.hayase.emulator.store;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// A NUMERIC or an INT64 as BIGNUMERIC's text (see [dev.hayase.emulator.row.BigNumeric]), in
/// DuckDB's words alone: a statement that changes a table is repeated from DuckDB's log after a
/// crash, before any function of ours is there.
///
/// The number is taken as an integer of billionths, from 0 on by adding 10^38; times 10^29 it
/// counts units of 10^-38. That takes 256 bits, reckoned in eight words of 32, each with the carry
/// of the one below it.
final class BigNumericText {
  private static final int WORDS = 8;
  private static final BigInteger WORD = BigInteger.ONE.shiftLeft(32);
  private static final BigInteger OFFSET = BigInteger.TEN.pow(38);
  private static final BigInteger FACTOR = BigInteger.TEN.pow(29);
  private static final BigInteger ZERO =
      BigInteger.ONE.shiftLeft(255).subtract(OFFSET.multiply(FACTOR));

  private BigNumericText() {}

  /// @param value an expression of DuckDB, INT64 or NUMERIC
  static String of(String value) {
    String billionths =
        "CAST(replace(CAST(CAST(" + value + " AS DECIMAL(38, 9)) AS VARCHAR), '.', '') AS HUGEINT)";
    String shifted =
        "(CASE WHEN %1$s < 0 THEN %2$s - CAST(-%1$s AS UHUGEINT) ELSE %2$s + CAST(%1$s AS UHUGEINT) END)"
            .formatted(billionths, constant(OFFSET));
    List<String> digits = new ArrayList<>();
    String sum = "";
    for (int word = 0; word < WORDS; word++) {
      List<String> terms = new ArrayList<>();
      for (int low = 0; low <= word; low++) {
        BigInteger factor = word(FACTOR, word - low);
        if (low < WORDS / 2 && factor.signum() != 0) {
          terms.add(
              "(%s // %s) %% %s * %s"
                  .formatted(shifted, constant(WORD.pow(low)), constant(WORD), constant(factor)));
        }
      }
      terms.add(constant(word(ZERO, word)));
      if (word > 0) {
        terms.add("(" + sum + ") // " + constant(WORD));
      }
      sum = String.join(" + ", terms);
      digits.addFirst("format('{:08x}', CAST((" + sum + ") % " + constant(WORD) + " AS BIGINT))");
    }
    return "CASE WHEN " + value + " IS NULL THEN NULL ELSE " + String.join(" || ", digits) + " END";
  }

  private static BigInteger word(BigInteger number, int word) {
    return number.shiftRight(32 * word).mod(WORD);
  }

  private static String constant(BigInteger number) {
    return "CAST('" + number + "' AS UHUGEINT)";
  }
}
