package dev.hayase.records.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.ByteRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PlainTextTest {
  @Test
  void everyByteIsJudgedAtEveryPlaceOfAWord() {
    for (int value = 0; value < 256; value++) {
      for (int place = 0; place < 20; place++) {
        // Given
        byte[] text = new byte[20];
        Arrays.fill(text, (byte) 'x');
        text[place] = (byte) value;

        // Then
        boolean plain = value >= ' ' && value < 0x80 && value != '"' && value != '\\';
        assertThat(PlainText.end(text, 0, text.length))
            .as("byte %d at %d", value, place)
            .isEqualTo(plain ? text.length : place);
      }
    }
  }

  @Property
  void theFirstByteThatIsNotPlainEndsThePlainText(
      @ForAll @Size(max = 40) byte[] text, @ForAll @ByteRange(max = 8) byte from) {
    int start = Math.min(from, text.length);
    int expected = start;
    while (expected < text.length
        && text[expected] >= ' '
        && text[expected] != '"'
        && text[expected] != '\\') {
      expected++;
    }
    assertThat(PlainText.end(text, start, text.length)).isEqualTo(expected);
  }
}
