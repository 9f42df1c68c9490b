package dev.hayase.cdc.change;

import java.util.Optional;

/// What stands in the log around the reading of a chunk: whatever the log says of the chunk's rows
/// between the low mark and the high one is newer than the chunk, or may be.
///
/// @param session of the capture that reads the chunk; others' marks mean nothing to it
/// @param request which chunk of the session's
/// @param attempt which try to read it
/// @param high whether it stands behind the reading
public record ChunkMark(String session, long request, int attempt, boolean high) {
  private static final String KIND = "chunk";

  /// The content of the message in the log.
  public String text(String source) {
    return String.join(
        " ",
        source,
        KIND,
        session,
        Long.toString(request),
        Integer.toString(attempt),
        high ? "high" : "low");
  }

  /// The same try's other mark.
  public ChunkMark atEnd() {
    return new ChunkMark(session, request, attempt, true);
  }

  /// Reads what [#text] wrote; empty when it is something else.
  public static Optional<ChunkMark> parse(String source, String text) {
    String[] words = text.split(" ", -1);
    if (words.length != 6 || !words[0].equals(source) || !words[1].equals(KIND)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ChunkMark(
              words[2],
              Long.parseLong(words[3]),
              Integer.parseInt(words[4]),
              words[5].equals("high")));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
