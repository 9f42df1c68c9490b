package dev.hayase.log.http.segment;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import dev.hayase.local.process.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/// Chromium, and a site of its own whose only page has Segment's library on it.
public final class Browser implements AutoCloseable {
  private static final Optional<Path> CHROMIUM =
      Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
          .map(Path::of)
          .filter(Files::isExecutable)
          .findFirst();

  private final Path folder;

  /// For its sockets, whose paths must be short; it leaves them when it is killed.
  private final Path temporary;

  private final HttpServer site;
  private final AtomicReference<String> page = new AtomicReference<>("");
  private final List<Process> opened = new ArrayList<>();

  /// @param folder for Chromium's own files
  public Browser(Path folder) {
    this.folder = folder;
    byte[] library = BrowserLibrary.script().orElse(new byte[0]);
    try {
      temporary = Files.createTempDirectory(Path.of("/tmp"), "chromium");
      site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    serve("/", "text/html", () -> page.get().getBytes(UTF_8));
    serve("/library.js", "text/javascript", () -> library);
    site.start();
  }

  /// What is not on this machine and is needed, for those who want to install it.
  public static Optional<String> missing() {
    if (CHROMIUM.isEmpty()) {
      return Optional.of("There is no Chromium: apt-get install chromium");
    }
    return BrowserLibrary.script().isPresent()
        ? Optional.empty()
        : Optional.of("npm is not there, or cannot get Segment's library for browsers");
  }

  /// The page's.
  public String origin() {
    return "http://127.0.0.1:" + site.getAddress().getPort();
  }

  /// Opens the page with a script, which knows the `KEY` and the `SERVICE`. It stays open.
  public void open(String key, URI service, String script) {
    page.set(
        """
        <!doctype html><title>School</title><link rel="icon" href="data:,">
        <script src="/library.js"></script>
        <script>const KEY = '%s', SERVICE = '%s';
        %s</script>\
        """
            .formatted(key, service, script));
    try {
      ProcessBuilder chromium =
          new ProcessBuilder(
                  CHROMIUM.orElseThrow().toString(),
                  "--headless=new",
                  "--no-sandbox",
                  "--disable-gpu",
                  "--disable-dev-shm-usage",
                  "--no-first-run",
                  "--disable-background-networking",
                  "--user-data-dir=" + Files.createTempDirectory(folder, "chromium"),
                  origin() + "/")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD);
      chromium.environment().put("TMPDIR", temporary.toString());
      opened.add(chromium.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Content {
    byte[] bytes();
  }

  private void serve(String path, String type, Content content) {
    site.createContext(
        path,
        exchange -> {
          try (exchange) {
            byte[] bytes = content.bytes();
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
  }

  /// Ends every process of Chromium's that this has started.
  @Override
  public void close() {
    opened.stream()
        .flatMap(process -> Stream.concat(process.descendants(), Stream.of(process.toHandle())))
        .toList()
        .forEach(ProcessHandle::destroyForcibly);
    opened.forEach(process -> process.onExit().join());
    site.stop(0);
    Folders.delete(temporary);
  }
}
