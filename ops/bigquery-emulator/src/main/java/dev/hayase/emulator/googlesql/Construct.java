package dev.hayase.emulator.googlesql;

import com.google.zetasql.resolvedast.ResolvedNode;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedTVFScan;
import java.util.Locale;

/// What a user calls a part of a statement.
final class Construct {
  private Construct() {}

  /// `CREATE FUNCTION` for a CreateFunctionStmt, `MATCH RECOGNIZE` for a MatchRecognizeScan.
  static String of(ResolvedNode node) {
    if (node instanceof ResolvedTVFScan call) {
      return "Table-valued function " + call.getTvf().getFullName();
    }
    return node.nodeKindString()
        .replaceFirst("^Resolved", "")
        .replaceFirst("(?:Stmt|Scan|Expr)$", "")
        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
        .toUpperCase(Locale.ROOT);
  }
}
