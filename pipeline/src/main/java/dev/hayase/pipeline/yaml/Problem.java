package dev.hayase.pipeline.yaml;

import java.nio.file.Path;

/// One mistake in a file: where it is, what stands there, what is wrong with it, and what to write
/// instead.
///
/// @param line counted from 1; 0 when the mistake is the whole file's
/// @param keyPath the keys from the root, joined by dots; empty for the whole file
/// @param value as written, or `***` where a secret belongs; empty when nothing was written
public record Problem(
    Path file, int line, String keyPath, String value, String problem, String remedy) {
  @Override
  public String toString() {
    var text = new StringBuilder().append(file);
    if (line > 0) {
      text.append(':').append(line);
    }
    text.append(": ");
    if (!keyPath.isEmpty()) {
      text.append(keyPath).append(": ");
    }
    if (!value.isEmpty()) {
      text.append('"').append(value).append("\" ");
    }
    return text.append(problem).append(". ").append(remedy).append('.').toString();
  }
}
