package dev.hayase.emulator.googlesql.value;

import dev.hayase.emulator.row.Interval;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The values a function is called with; those at the end that were left out are absent.
public record Arguments(List<@Nullable Object> values) {
  public int size() {
    return values.size();
  }

  public boolean isNull(int i) {
    return values.get(i) == null;
  }

  public Object at(int i) {
    return Objects.requireNonNull(values.get(i));
  }

  public String text(int i) {
    return (String) at(i);
  }

  public String text(int i, String otherwise) {
    return i < size() ? text(i) : otherwise;
  }

  public long whole(int i) {
    return (Long) at(i);
  }

  public long whole(int i, long otherwise) {
    return i < size() ? whole(i) : otherwise;
  }

  public double real(int i) {
    return (Double) at(i);
  }

  public boolean flag(int i) {
    return (Boolean) at(i);
  }

  public boolean flag(int i, boolean otherwise) {
    return i < size() ? flag(i) : otherwise;
  }

  public byte[] bytes(int i) {
    return (byte[]) at(i);
  }

  public BigDecimal decimal(int i) {
    return (BigDecimal) at(i);
  }

  public LocalDate date(int i) {
    return (LocalDate) at(i);
  }

  public LocalTime time(int i) {
    return (LocalTime) at(i);
  }

  public LocalDateTime datetime(int i) {
    return (LocalDateTime) at(i);
  }

  public Interval interval(int i) {
    return (Interval) at(i);
  }

  @SuppressWarnings("unchecked")
  public <T> List<@Nullable T> list(int i) {
    return (List<@Nullable T>) at(i);
  }
}
