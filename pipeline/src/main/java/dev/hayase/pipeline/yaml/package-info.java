/// Reads a YAML document by a description of its keys, and finds every mistake in one pass.
///
/// A [Section] lists its [Key]s; each key has a [Kind], a default and a sentence for the reference
/// page. Problems carry the line and the key's path. Knows nothing about pipelines; works on the
/// node graph, because only nodes know their lines.
@NullMarked
package dev.hayase.pipeline.yaml;

import org.jspecify.annotations.NullMarked;
