package dev.hayase.benchmarks.faults.aggregation;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A row of one of the shop's tables.
sealed interface ShopRow {
  /// NULLs are written, too.
  Gson JSON = new GsonBuilder().serializeNulls().create();

  long id();

  ShopTable table();

  /// The same under another key.
  ShopRow withId(long other);

  /// As the cdc-service writes it.
  String json();

  /// @param placed no two orders are placed at the same time
  record Order(
      long id,
      @Nullable Long customer,
      @Nullable String plan,
      @Nullable BigDecimal amount,
      @Nullable String state,
      @Nullable Instant placed,
      @Nullable Instant validUntil)
      implements ShopRow {
    @Override
    public ShopTable table() {
      return ShopTable.ORDERS;
    }

    @Override
    public Order withId(long other) {
      return new Order(other, customer, plan, amount, state, placed, validUntil);
    }

    @Override
    public String json() {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      row.put("id", id);
      row.put("customer_id", customer);
      row.put("plan", plan);
      row.put("amount", amount == null ? null : amount.toPlainString());
      row.put("state", state);
      row.put("placed_at", Objects.toString(placed, null));
      row.put("valid_until", Objects.toString(validUntil, null));
      return JSON.toJson(row);
    }
  }

  record Customer(long id, @Nullable String country, String name) implements ShopRow {
    @Override
    public ShopTable table() {
      return ShopTable.CUSTOMERS;
    }

    @Override
    public Customer withId(long other) {
      return new Customer(other, country, name);
    }

    @Override
    public String json() {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      row.put("id", id);
      row.put("country", country);
      row.put("name", name);
      return JSON.toJson(row);
    }
  }
}
