/// What a table is: names, columns, schemas and the rules by which they may change. Pure: no I/O,
/// no clock. Start with [TableSchema][dev.hayase.emulator.catalog.TableSchema] and
/// [TableName][dev.hayase.emulator.catalog.TableName].
@NullMarked
package dev.hayase.emulator.catalog;

import org.jspecify.annotations.NullMarked;
