/// What a user writes about a pipeline, as an immutable tree of records: [Pipeline] is the root,
/// [PipelineFile] reads and validates it.
///
/// Every service reads the same file and takes its part. Nothing here opens a connection: a
/// pipeline that was read is well-formed, not yet reachable.
@NullMarked
package dev.hayase.pipeline;

import org.jspecify.annotations.NullMarked;
