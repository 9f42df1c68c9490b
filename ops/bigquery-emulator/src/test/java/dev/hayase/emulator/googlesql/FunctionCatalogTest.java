package dev.hayase.emulator.googlesql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.emulator.googlesql.functions.Aggregates;
import dev.hayase.emulator.googlesql.functions.Functions;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FunctionCatalogTest {
  /// Families of functions that are refused as a whole.
  private static final List<String> REFUSED_FAMILIES =
      List.of("st_", "s2_", "net.", "keys.", "aead.", "hll_count.", "kll_quantiles.");

  /// Functions that are refused one by one; whoever translates one takes it from here.
  private static final String REFUSED =
      """
      $like_all_array $like_any_array $not_like_all $not_like_all_array $not_like_any \
      $not_like_any_array $subscript_with_key $subscript_with_offset \
      $subscript_with_ordinal apply approx_cosine_distance approx_dot_product \
      approx_euclidean_distance approx_top_sum array_filter array_first_n \
      array_includes_all array_includes_any array_last_n array_max array_min \
      array_remove_first_n array_remove_last_n array_transform bool_array classifier \
      cosine_distance date_bucket datetime_bucket deterministic_decrypt_bytes \
      deterministic_decrypt_string deterministic_encrypt dot_product elementwise_avg \
      elementwise_sum euclidean_distance first flatten float64_array from_base32 \
      generate_range_array grouping iferror int64_array is_first is_last iserror \
      json_array_append json_array_insert json_contains json_remove json_set \
      json_strip_nulls l1_norm l2_norm last lax_bool_array lax_float64_array \
      lax_int64_array lax_string_array manhattan_distance match_number match_row_number \
      next nulliferror nullifzero pi_bignumeric pi_numeric prev range_intersect \
      safe_to_json session_user split_substr string_array timestamp_bucket to_base32 \
      to_seconds_interval typeof zeroifnull\
      """;

  /// What the writer of expressions makes of its own.
  private static final Set<String> CLOCKED =
      Set.of("current_timestamp", "current_date", "current_datetime", "current_time");

  @Test
  void everyFunctionOfTheLanguageIsTranslatedOrKnownToBeRefused() {
    Set<String> translated = new HashSet<>(Functions.names());
    translated.addAll(Aggregates.names());
    translated.addAll(CLOCKED);
    Set<String> left =
        catalog().stream()
            .filter(name -> !translated.contains(name))
            .filter(name -> REFUSED_FAMILIES.stream().noneMatch(name::startsWith))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(String.join(" ", left)).isEqualTo(REFUSED);
  }

  @Test
  void everyRowOfTheTablesIsOfAFunctionOfTheLanguage() {
    Set<String> names = new HashSet<>(Functions.names());
    names.addAll(Aggregates.names());
    names.removeIf(name -> name.startsWith("$"));
    assertThat(catalog()).containsAll(names);
  }

  private static Set<String> catalog() {
    return Builtins.catalog().getFunctionList().stream()
        .map(function -> String.join(".", function.getNamePath()).toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }
}
