package dev.hayase.log.stream;

import dev.hayase.log.event.Document;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/// The documents in a body. A body is never refused for one of them: what cannot be read is one
/// more document, which its stream will quarantine.
public final class Documents {
  private Documents() {}

  /// A list's elements, or one document, or a document in each line: whatever the body begins with
  /// tells.
  public static List<Document> in(byte[] body, int length) {
    int first = 0;
    while (first < length && isBlank(body[first])) {
      first++;
    }
    return first < length && body[first] == '['
        ? elements(body, first, length)
        : lines(body, length);
  }

  /// The documents in a record of a protocol that has records: at least one, so that none is lost
  /// without a word. Nothing at all is no event, and will be quarantined as such.
  public static List<Document> inRecord(byte[] data) {
    List<Document> documents = in(data, data.length);
    return documents.isEmpty() ? List.of(Document.of(data)) : documents;
  }

  /// A document in each line that is not blank. A document that goes on over several lines is one,
  /// if it is all there is.
  static List<Document> lines(byte[] body, int length) {
    List<Document> documents = new ArrayList<>();
    int from = 0;
    while (from < length) {
      int end = from;
      while (end < length && body[end] != '\n') {
        end++;
      }
      add(documents, body, from, end);
      from = end + 1;
    }
    boolean pretty = documents.size() > 1 && !endsObject(documents.getFirst());
    if (pretty) {
      documents.clear();
      add(documents, body, 0, length);
    }
    return documents;
  }

  private static boolean endsObject(Document document) {
    return document.array()[document.offset() + document.length() - 1] == '}';
  }

  private static void add(List<Document> documents, byte[] body, int from, int end) {
    int first = from;
    int last = end;
    while (first < last && isBlank(body[first])) {
      first++;
    }
    while (last > first && isBlank(body[last - 1])) {
      last--;
    }
    if (last > first) {
      documents.add(new Document(body, first, last - first));
    }
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || b == '\r' || b == '\n';
  }

  private static List<Document> elements(byte[] body, int offset, int length) {
    List<Document> documents = new ArrayList<>();
    int read = offset;
    try (JsonParser in =
        EventJson.LISTS.createParser(ObjectReadContext.empty(), body, offset, length - offset)) {
      in.nextToken();
      while (in.nextToken() != JsonToken.END_ARRAY) {
        int start = offset + (int) in.currentTokenLocation().getByteOffset();
        read = start;
        in.skipChildren();
        in.finishToken();
        int end = offset + (int) in.currentLocation().getByteOffset();
        documents.add(new Document(body, start, end - start));
        read = end;
      }
      read = offset + (int) in.currentLocation().getByteOffset();
      add(documents, body, read, length);
    } catch (JacksonException _) {
      add(documents, body, read, length);
    }
    return documents;
  }
}
