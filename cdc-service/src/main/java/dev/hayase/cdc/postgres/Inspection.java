package dev.hayase.cdc.postgres;

import dev.hayase.cdc.source.TableInspection;
import java.util.List;
import java.util.Optional;

/// What was found at the source before the start.
///
/// @param version the server's version number, as 180006
/// @param tables those that the source's patterns take in
/// @param slot the slot of the configured name
/// @param moneyFractionDigits of the server's `lc_monetary`
record Inspection(
    int version, List<TableInspection> tables, Optional<SlotState> slot, int moneyFractionDigits) {
  Inspection {
    tables = List.copyOf(tables);
  }
}
