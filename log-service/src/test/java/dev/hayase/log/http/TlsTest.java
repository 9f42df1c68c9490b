package dev.hayase.log.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hayase.log.scene.Scene;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
  private static final String PASSWORD = "only-for-this-test";

  @TempDir private Path folder;

  @Test
  void onlyClientsWithACertificateAreHeardAndTheAccessLogKeepsTheirSecrets() throws Exception {
    // Given
    Path server = keyStore("server");
    Path client = keyStore("client");
    try (Scene scene = new Scene(folder)) {
      String stream = scene.stream("clicks", "{}");
      scene.properties(
          "server.ssl.key-store=" + server,
          "server.ssl.key-store-password=" + PASSWORD,
          "server.ssl.trust-store=" + trustStore(client),
          "server.ssl.trust-store-password=" + PASSWORD,
          "server.ssl.client-auth=need",
          "server.tomcat.basedir=" + folder,
          "server.tomcat.accesslog.enabled=true",
          "server.tomcat.accesslog.directory=access");
      scene.tls(context(keysOf(client), server)).start();

      // When
      HttpResponse<String> answer =
          scene.post(
              "/v1/events/" + stream + "?key=" + Scene.KEY, "text/plain", "{\"note\":\"private\"}");
      scene.tls(context(new KeyManager[0], server));

      // Then
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThatThrownBy(() -> scene.get("/v1/events/" + stream))
          .rootCause()
          .isInstanceOfAny(SSLException.class, IOException.class);
      scene.stopService();
      assertThat(accessLog())
          .contains("POST /v1/events/" + stream + " ")
          .doesNotContain(Scene.KEY, "private");
    }
  }

  private String accessLog() throws IOException {
    try (var files = Files.list(folder.resolve("access"))) {
      return Files.readString(files.findFirst().orElseThrow());
    }
  }

  /// A key for localhost, with a certificate of its own making.
  private Path keyStore(String name) throws IOException, InterruptedException {
    Path file = folder.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias",
                    name,
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=" + name,
                    "-ext",
                    "san=dns:localhost",
                    "-keystore",
                    file.toString(),
                    "-storepass",
                    PASSWORD))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".log").toFile())
            .start();
    assertThat(keytool.waitFor()).as("keytool's exit status").isZero();
    return file;
  }

  /// A file that trusts the key's certificate.
  private static Path trustStore(Path keyStore) throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    KeyStore keys = load(keyStore);
    String alias = keys.aliases().nextElement();
    trusted.setCertificateEntry(alias, keys.getCertificate(alias));
    Path file = keyStore.resolveSibling(alias + "-trust.p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      trusted.store(out, PASSWORD.toCharArray());
    }
    return file;
  }

  private static SSLContext context(KeyManager[] keys, Path trusted)
      throws GeneralSecurityException, IOException {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(load(trusted));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, trust.getTrustManagers(), null);
    return context;
  }

  private static KeyManager[] keysOf(Path keyStore) throws GeneralSecurityException, IOException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(load(keyStore), PASSWORD.toCharArray());
    return keys.getKeyManagers();
  }

  private static KeyStore load(Path file) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }
}
