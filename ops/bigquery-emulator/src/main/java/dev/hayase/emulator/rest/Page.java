package dev.hayase.emulator.rest;

import java.util.Optional;

/// A part of a list: `pageToken` and `maxResults` of a request.
///
/// @param from inclusive
/// @param to exclusive
/// @param size of the whole list
record Page(int from, int to, int size) {
  static Page of(Request request, int otherwise, int size) {
    int from = Math.min(size, request.number("pageToken", 0));
    int limit = request.number("maxResults", otherwise);
    return new Page(from, (int) Math.min(size, (long) from + limit), size);
  }

  /// The token of what comes after, if there is more.
  Optional<String> next() {
    return to < size && to > from ? Optional.of(Integer.toString(to)) : Optional.empty();
  }
}
