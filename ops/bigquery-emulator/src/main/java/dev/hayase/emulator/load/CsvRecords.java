package dev.hayase.emulator.load;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Splits CSV into records, one at a time. Works on bytes: positions in messages are bytes, and
/// neither delimiters nor quotes can be part of another character in UTF-8 or ISO-8859-1.
final class CsvRecords {
  /// The largest cell and row, as https://cloud.google.com/bigquery/quotas#load_jobs has it.
  private static final int MAX_RECORD = 100 << 20;

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /// @param quoted so that it is a text even where it looks like a null marker
  record Field(String text, boolean quoted) {}

  /// @param position of its first byte
  /// @param problem what makes it unreadable, or null
  record Entry(long position, List<Field> fields, @Nullable String problem) {}

  private final InputStream in;
  private final CsvOptions options;
  private long position;

  CsvRecords(InputStream in, CsvOptions options) throws IOException {
    this.in = new BufferedInputStream(in, 1 << 16);
    this.options = options;
    this.in.mark(BYTE_ORDER_MARK.length);
    if (Arrays.equals(this.in.readNBytes(BYTE_ORDER_MARK.length), BYTE_ORDER_MARK)) {
      position = BYTE_ORDER_MARK.length;
    } else {
      this.in.reset();
    }
  }

  /// @return null at the end
  @Nullable Entry next() throws IOException {
    long start = position;
    int c = read();
    while (c == '\n' || c == '\r') {
      start = position;
      c = read();
    }
    if (c < 0) {
      return null;
    }
    List<Field> fields = new ArrayList<>();
    String problem = null;
    ByteArrayOutputStream cell = new ByteArrayOutputStream();
    boolean quoted = false;
    boolean inside = false;
    for (; ; c = read()) {
      boolean newline = c == '\n' || c == '\r';
      if (inside) {
        if (c < 0) {
          problem = "Missing close quote character (" + (char) options.quote() + ").";
          break;
        }
        if (c == options.quote() && peek() == options.quote()) {
          cell.write(read());
        } else if (c == options.quote()) {
          inside = false;
        } else {
          cell.write(c);
          if (newline && !options.quotedNewlines()) {
            problem = "Missing close quote character (" + (char) options.quote() + ").";
            break;
          }
        }
      } else if (c < 0 || newline || c == options.delimiter()) {
        fields.add(new Field(cell.toString(options.charset()), quoted));
        cell.reset();
        quoted = false;
        if (c != options.delimiter()) {
          break;
        }
      } else if (options.quote() != 0 && c == options.quote() && cell.size() == 0 && !quoted) {
        quoted = true;
        inside = true;
      } else if (quoted) {
        problem = "Data between close quote character (\") and field separator.";
        skipLine();
        break;
      } else {
        cell.write(c);
      }
      if (cell.size() > MAX_RECORD) {
        problem = "Cell size exceeds the limit of " + MAX_RECORD + " bytes.";
        skipLine();
        break;
      }
    }
    return new Entry(start, fields, problem);
  }

  private void skipLine() throws IOException {
    for (int c = read(); c >= 0 && c != '\n'; c = read()) {
      // what is left of a record that is refused
    }
  }

  private int read() throws IOException {
    int c = in.read();
    position++;
    return c;
  }

  private int peek() throws IOException {
    in.mark(1);
    int c = in.read();
    in.reset();
    return c;
  }
}
