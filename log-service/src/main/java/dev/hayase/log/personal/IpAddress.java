package dev.hayase.log.personal;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/// An address in text.
final class IpAddress {
  private static final int IPV4_KEPT = 3;

  /// A site's prefix, as registries give them out.
  private static final int IPV6_KEPT = 6;

  private IpAddress() {}

  /// Without what tells one subscriber from another: the last octet, or the last 80 bits.
  static Optional<String> truncated(String text) {
    try {
      InetAddress address = InetAddress.ofLiteral(text.strip());
      byte[] bytes = address.getAddress();
      int kept = address instanceof Inet4Address ? IPV4_KEPT : IPV6_KEPT;
      Arrays.fill(bytes, kept, bytes.length, (byte) 0);
      return Optional.of(InetAddress.getByAddress(bytes).getHostAddress());
    } catch (IllegalArgumentException | UnknownHostException _) {
      return Optional.empty();
    }
  }
}
