package dev.hayase.pipeline;

import java.net.URI;
import java.util.Optional;

/// A schema registry that answers as Confluent's does.
///
/// @param url where it is reached, without the path of any call
/// @param credentials empty for a registry that asks for none
public record SchemaRegistry(URI url, Optional<Credentials> credentials) {

  /// A user of the registry.
  public record Credentials(String username, Secret password) {}
}
