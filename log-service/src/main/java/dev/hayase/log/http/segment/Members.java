package dev.hayase.log.http.segment;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.log.event.Document;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// The members of a JSON object, as the bytes that they were written with, and the text of those
/// that are text.
final class Members {
  /// Streams take less; this keeps what is skipped from growing.
  private static final int DEEPEST = 1000;

  private static final JsonFactory STRANGERS =
      JsonFactory.builder()
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private static final int LONGEST_TEXT = 1000;
  private static final int MOST = 10_000;

  private final byte[] json;
  private final List<Document> ranges = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final Map<String, String> texts = new HashMap<>();
  private final List<Document> elements = new ArrayList<>();

  private Members(byte[] json) {
    this.json = json;
  }

  /// Reads them.
  ///
  /// @param list whose elements are wanted, too
  /// @param most how many there may be of them
  /// @return empty when it is JSON, and no object
  /// @throws JacksonException when it is no JSON
  /// @throws TooManyException when the list has more elements, or there are too many members
  static Optional<Members> of(Document document, String list, int most) {
    try (JsonParser in =
        STRANGERS.createParser(
            ObjectReadContext.empty(), document.array(), document.offset(), document.length())) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        in.skipChildren();
        return Optional.empty();
      }
      Members members = new Members(document.array());
      while (in.nextToken() == JsonToken.PROPERTY_NAME) {
        members.read(in, document.offset(), list, most);
      }
      return in.nextToken() == null ? Optional.of(members) : Optional.empty();
    }
  }

  /// There is more than there may be.
  static final class TooManyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooManyException() {
      super("There are too many", null, false, false);
    }
  }

  private void read(JsonParser in, int offset, String list, int most) {
    int start = offset + (int) in.currentTokenLocation().getByteOffset();
    if (names.size() == MOST) {
      throw new TooManyException();
    }
    String name = in.currentName();
    JsonToken token = in.nextToken();
    if (token == JsonToken.START_ARRAY && name.equals(list)) {
      elements.clear();
      while (in.nextToken() != JsonToken.END_ARRAY) {
        if (elements.size() == most) {
          throw new TooManyException();
        }
        elements.add(element(in, offset));
      }
    } else if (token == JsonToken.VALUE_STRING && in.getStringLength() <= LONGEST_TEXT) {
      texts.put(name, in.getString());
    } else {
      in.skipChildren();
      in.finishToken();
    }
    names.add(name);
    ranges.add(range(start, offset + (int) in.currentLocation().getByteOffset()));
  }

  private Document element(JsonParser in, int offset) {
    int start = offset + (int) in.currentTokenLocation().getByteOffset();
    in.skipChildren();
    in.finishToken();
    return range(start, offset + (int) in.currentLocation().getByteOffset());
  }

  private Document range(int start, int end) {
    return new Document(json, start, end - start);
  }

  /// The text under a name, if it is text that is not blank.
  Optional<String> text(String name) {
    return Optional.ofNullable(texts.get(name)).filter(text -> !text.isBlank());
  }

  boolean has(String name) {
    return names.contains(name);
  }

  /// The elements of the list.
  List<Document> elements() {
    return elements;
  }

  /// The object again, without the members of one name.
  ///
  /// @param first what it begins with, as `"type":"track"`; empty for nothing
  Document without(String name, String first) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write('{');
    byte[] begin = first.getBytes(UTF_8);
    bytes.write(begin, 0, begin.length);
    for (int i = 0; i < names.size(); i++) {
      if (!names.get(i).equals(name)) {
        if (bytes.size() > 1) {
          bytes.write(',');
        }
        Document member = ranges.get(i);
        bytes.write(member.array(), member.offset(), member.length());
      }
    }
    bytes.write('}');
    return Document.of(bytes.toByteArray());
  }
}
