package dev.hayase.log.http.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Segment's library for browsers as it is published, fetched once by npm from where its user has
/// told it to look.
final class BrowserLibrary {
  private static final String PACKAGE = "@segment/analytics-next@1.84.3";
  private static final String ARCHIVE = "segment-analytics-next-1.84.3.tgz";
  private static final String SCRIPT = "package/dist/umd/index.js";

  /// As npm tells a package's integrity.
  private static final String SHA_512 =
      "5l7cPBzScxhfJ0zdcKQI4daDvMIWWUk7hClT1xGRelnHUltIEoQ9w8+ZpFPoWJMpX8D7IA1nVAfJbpiKi3XaKw==";

  private static final Path FOLDER = Path.of("target", "npm");

  private BrowserLibrary() {}

  /// Its script, for a page; empty where npm cannot get it.
  static synchronized Optional<byte[]> script() {
    Path archive = FOLDER.resolve(ARCHIVE);
    try {
      Files.createDirectories(FOLDER);
      if (!Files.exists(archive)) {
        // Another JVM may be at it, too.
        Path fetched = Files.createTempDirectory(FOLDER, "pack");
        if (run(fetched, "npm", "pack", "--silent", PACKAGE).isEmpty()) {
          return Optional.empty();
        }
        Files.move(fetched.resolve(ARCHIVE), archive, StandardCopyOption.ATOMIC_MOVE);
      }
      assertThat(digest(Files.readAllBytes(archive))).as(PACKAGE).isEqualTo(SHA_512);
      return run(FOLDER, "tar", "-xzOf", ARCHIVE, SCRIPT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(byte[] bytes) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-512").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What the command prints; empty when it is not there, or fails.
  private static Optional<byte[]> run(Path folder, String... words) {
    try {
      Process process =
          new ProcessBuilder(words)
              .directory(folder.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      byte[] printed = process.getInputStream().readAllBytes();
      return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0
          ? Optional.of(printed)
          : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
