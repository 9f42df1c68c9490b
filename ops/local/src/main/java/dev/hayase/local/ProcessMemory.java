package dev.hayase.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The most resident memory that processes were seen to use. From Linux's `/proc`; elsewhere
/// nothing is known, and nothing is said.
final class ProcessMemory {
  private static final Pattern PEAK = Pattern.compile("(?m)^VmHWM:\\s+(\\d+) kB");
  private static final Pattern SHARE = Pattern.compile("(?m)^Pss:\\s+(\\d+) kB");

  private final SequencedMap<String, Long> peaks = new LinkedHashMap<>();

  /// Measures now and returns the peaks so far, in bytes. PostgreSQL is many processes that share
  /// memory: theirs is the sum of each one's share of it.
  synchronized SequencedMap<String, Long> measure(Map<String, Long> pids, long postmaster) {
    keep("postgres", familyShare(postmaster));
    pids.forEach((name, pid) -> keep(name, kilobytes(pid, "status", PEAK)));
    return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(peaks));
  }

  private void keep(String name, long kilobytes) {
    if (kilobytes > 0) {
      peaks.merge(name, kilobytes * 1024, Math::max);
    }
  }

  private static long familyShare(long pid) {
    Stream<ProcessHandle> family =
        ProcessHandle.of(pid)
            .map(parent -> Stream.concat(Stream.of(parent), parent.descendants()))
            .orElseGet(Stream::empty);
    return family.mapToLong(member -> kilobytes(member.pid(), "smaps_rollup", SHARE)).sum();
  }

  private static long kilobytes(long pid, String file, Pattern line) {
    Path status = Path.of("/proc", Long.toString(pid), file);
    try {
      Matcher found = line.matcher(Files.readString(status));
      return found.find() ? Long.parseLong(found.group(1)) : 0;
    } catch (IOException e) {
      return 0;
    }
  }
}
