package dev.hayase.emulator.faults;

import dev.hayase.emulator.catalog.TableName;
import java.util.Optional;

/// A call as faults see it.
///
/// @param table absent when the call is about no table (a query, a list of datasets) or its name
///   cannot be read
public record Call(CallKind kind, Optional<TableName> table) {}
