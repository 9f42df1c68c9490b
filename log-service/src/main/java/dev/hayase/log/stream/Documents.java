package dev.hayase.log.stream;

import dev.hayase.log.event.Document;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/// The documents of one request. A request is never refused for one of them: what cannot be read is
/// one more document, which its stream will quarantine. But it is refused for too many, since each
/// takes far more memory than the two bytes that it may be sent in.
///
/// Used by one thread.
public final class Documents {
  /// The most that a request may bring.
  public static final int MOST = 30_000;

  private int count;

  /// A list's elements, or one document, or a document in each line: whatever the body begins with
  /// tells.
  ///
  /// @throws TooManyDocumentsException when the request has more than [#MOST]
  public List<Document> in(byte[] body, int length) {
    int first = 0;
    while (first < length && isBlank(body[first])) {
      first++;
    }
    return first < length && body[first] == '['
        ? elements(body, first, length)
        : lines(body, first, length);
  }

  /// The documents in a record of a protocol that has records: at least one, so that none is lost
  /// without a word. Nothing at all is no event, and will be quarantined as such.
  ///
  /// @throws TooManyDocumentsException when the request has more than [#MOST]
  public List<Document> inRecord(byte[] data) {
    List<Document> documents = in(data, data.length);
    if (documents.isEmpty()) {
      add(documents, Document.of(data));
    }
    return documents;
  }

  /// A document in each line that is not blank. A document that goes on over several lines is one,
  /// if it is all there is.
  private List<Document> lines(byte[] body, int offset, int length) {
    List<Document> documents = new ArrayList<>();
    int from = offset;
    while (from < length) {
      int end = from;
      while (end < length && body[end] != '\n') {
        end++;
      }
      add(documents, body, from, end);
      boolean pretty = documents.size() == 2 && !endsObject(documents.getFirst());
      if (pretty) {
        documents.clear();
        end = length;
        add(documents, body, offset, end);
      }
      from = end + 1;
    }
    return documents;
  }

  private static boolean endsObject(Document document) {
    return document.array()[document.offset() + document.length() - 1] == '}';
  }

  private void add(List<Document> documents, byte[] body, int from, int end) {
    int first = from;
    int last = end;
    while (first < last && isBlank(body[first])) {
      first++;
    }
    while (last > first && isBlank(body[last - 1])) {
      last--;
    }
    if (last > first) {
      add(documents, new Document(body, first, last - first));
    }
  }

  private void add(List<Document> documents, Document document) {
    if (++count > MOST) {
      throw new TooManyDocumentsException();
    }
    documents.add(document);
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || b == '\r' || b == '\n';
  }

  private List<Document> elements(byte[] body, int offset, int length) {
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
        add(documents, new Document(body, start, end - start));
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
