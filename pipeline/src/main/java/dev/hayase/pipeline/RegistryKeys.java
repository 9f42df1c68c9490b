package dev.hayase.pipeline;

import dev.hayase.pipeline.SchemaRegistry.Credentials;
import dev.hayase.pipeline.yaml.Key;
import dev.hayase.pipeline.yaml.Kind;
import dev.hayase.pipeline.yaml.Reading;
import dev.hayase.pipeline.yaml.Refusal;
import dev.hayase.pipeline.yaml.Section;
import dev.hayase.pipeline.yaml.Values;
import java.net.URI;
import java.util.List;

/// The keys under `registry`.
final class RegistryKeys {
  private static final Key<URI> URL =
      Key.required(
          "url",
          Kind.text("an `http://` or `https://` address", RegistryKeys::address),
          "Where the registry is reached.");
  private static final Key<String> USERNAME =
      Key.optional("username", Kind.text(), "A user of the registry, if it asks for one.");
  private static final Key<Secret> PASSWORD =
      Key.optional("password", Kind.secret(Secret::new), "That user's password.");

  static final Section<SchemaRegistry> SECTION =
      new Section<>(
          List.of(URL, USERNAME, PASSWORD),
          RegistryKeys::refuseHalfCredentials,
          values ->
              new SchemaRegistry(
                  values.get(URL),
                  values
                      .find(USERNAME)
                      .map(username -> new Credentials(username, values.get(PASSWORD)))));

  private RegistryKeys() {}

  private static void refuseHalfCredentials(Values values, Reading reading) {
    if (values.has(USERNAME) != values.has(PASSWORD)) {
      boolean hasUser = values.has(USERNAME);
      reading.report(
          values.place(hasUser ? USERNAME : PASSWORD),
          "is one half of a pair",
          "Write " + (hasUser ? "password" : "username") + " beside it");
    }
  }

  private static URI address(String text) {
    try {
      URI uri = URI.create(text);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http && uri.getHost() != null && uri.getUserInfo() == null) {
        return uri;
      }
    } catch (IllegalArgumentException _) {
      // Said below.
    }
    throw new Refusal(
        "is not an address",
        "Write http://host:port or https://host:port, and the user under username and password");
  }
}
