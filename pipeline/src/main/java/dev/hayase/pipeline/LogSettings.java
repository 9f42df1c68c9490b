package dev.hayase.pipeline;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// How the log-service takes events in.
///
/// @param access who may send
/// @param memory for requests that are not yet answered
/// @param largestRequest the most bytes of one request, inflated
/// @param hashKeys by which personal data is hashed; the first one is used, the others are told
/// @param encryptionKeys by which personal data and what cannot be read is encrypted; the first one
///   is used
/// @param spill where events wait while Kafka is away; without it they are refused
public record LogSettings(
    Access access,
    ByteSize memory,
    ByteSize largestRequest,
    List<NamedSecret> hashKeys,
    List<NamedSecret> encryptionKeys,
    Optional<Spill> spill) {
  public static final LogSettings DEFAULT =
      new LogSettings(
          new Access(Optional.empty(), false),
          ByteSize.ofMebibytes(32),
          ByteSize.ofMebibytes(16),
          List.of(),
          List.of(),
          Optional.empty());

  public LogSettings {
    hashKeys = List.copyOf(hashKeys);
    encryptionKeys = List.copyOf(encryptionKeys);
  }

  /// Who may send.
  ///
  /// @param keys the file of API keys
  /// @param open whether everybody may, without a key
  public record Access(Optional<Path> keys, boolean open) {}

  /// A secret that goes by a name, so that there can be several at a time.
  public record NamedSecret(String id, Secret secret) {}

  /// A journal on a disk of this machine.
  public record Spill(Path folder, ByteSize size) {}
}
