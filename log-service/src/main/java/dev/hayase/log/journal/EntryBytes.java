package dev.hayase.log.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.log.event.EventTimes;
import dev.hayase.log.event.Judged;
import dev.hayase.log.event.Quarantined;
import dev.hayase.log.event.StreamEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An event as the bytes of a journal's entry, and back.
final class EntryBytes {
  private static final int VERSION = 1;
  private static final int FIT = 1;
  private static final int UNFIT = 2;
  private static final int ABSENT = -1;

  private EntryBytes() {}

  static byte[] of(Judged judged) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      switch (judged) {
        case Judged.Fit(StreamEvent event) -> write(out, event);
        case Judged.Unfit(Quarantined event) -> write(out, event);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /// @throws IllegalArgumentException when another version wrote it
  static Judged read(byte[] entry) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(entry))) {
      int version = in.readByte();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "An entry of the journal has the version %d, and this log-service reads %d"
                .formatted(version, VERSION));
      }
      return in.readByte() == FIT
          ? new Judged.Fit(streamEvent(in))
          : new Judged.Unfit(quarantined(in));
    } catch (IOException e) {
      throw new IllegalArgumentException("An entry of the journal is shorter than it says", e);
    }
  }

  private static void write(DataOutputStream out, StreamEvent event) throws IOException {
    out.writeByte(FIT);
    text(out, event.stream());
    text(out, event.source());
    text(out, event.id());
    bytes(out, event.type().map(type -> type.getBytes(UTF_8)).orElse(null));
    EventTimes times = event.times();
    instant(out, times.happened());
    instant(out, times.sent());
    instant(out, Optional.of(times.received()));
    out.writeLong(times.correction().toSeconds());
    out.writeInt(times.correction().toNanosPart());
    bytes(out, event.key());
    bytes(out, event.value());
  }

  private static StreamEvent streamEvent(DataInputStream in) throws IOException {
    return new StreamEvent(
        text(in),
        text(in),
        text(in),
        Optional.ofNullable(bytes(in)).map(type -> new String(type, UTF_8)),
        new EventTimes(
            instant(in),
            instant(in),
            instant(in).orElseThrow(() -> new IOException("no time")),
            Duration.ofSeconds(in.readLong(), in.readInt())),
        bytes(in),
        present(bytes(in)));
  }

  private static void write(DataOutputStream out, Quarantined event) throws IOException {
    out.writeByte(UNFIT);
    text(out, event.stream());
    text(out, event.source());
    text(out, event.dialect());
    text(out, event.id());
    instant(out, Optional.of(event.received()));
    text(out, event.code().word());
    text(out, event.reason());
    text(out, event.remedy());
    text(out, event.encryptedBy());
    bytes(out, event.value());
  }

  private static Quarantined quarantined(DataInputStream in) throws IOException {
    return new Quarantined(
        text(in),
        text(in),
        text(in),
        text(in),
        instant(in).orElseThrow(() -> new IOException("no time")),
        Quarantined.Code.of(text(in)),
        text(in),
        text(in),
        text(in),
        present(bytes(in)));
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    bytes(out, text.getBytes(UTF_8));
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(present(bytes(in)), UTF_8);
  }

  private static void bytes(DataOutputStream out, byte @Nullable [] bytes) throws IOException {
    if (bytes == null) {
      out.writeInt(ABSENT);
    } else {
      out.writeInt(bytes.length);
      out.write(bytes);
    }
  }

  private static byte @Nullable [] bytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length == ABSENT) {
      return null;
    }
    if (length < 0 || length > in.available()) {
      throw new IOException("a length of " + length);
    }
    return in.readNBytes(length);
  }

  private static byte[] present(byte @Nullable [] bytes) throws IOException {
    if (bytes == null) {
      throw new IOException("a value is absent");
    }
    return bytes;
  }

  private static void instant(DataOutputStream out, Optional<Instant> instant) throws IOException {
    out.writeBoolean(instant.isPresent());
    if (instant.isPresent()) {
      out.writeLong(instant.get().getEpochSecond());
      out.writeInt(instant.get().get(ChronoField.NANO_OF_SECOND));
    }
  }

  private static Optional<Instant> instant(DataInputStream in) throws IOException {
    return in.readBoolean()
        ? Optional.of(Instant.ofEpochSecond(in.readLong(), in.readInt()))
        : Optional.empty();
  }
}
