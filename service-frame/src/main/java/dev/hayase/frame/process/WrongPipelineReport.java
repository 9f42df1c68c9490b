package dev.hayase.frame.process;

import dev.hayase.pipeline.InvalidPipelineException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// Says what is wrong with the pipeline file, instead of a stack trace that ends in it.
final class WrongPipelineReport extends AbstractFailureAnalyzer<InvalidPipelineException> {
  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, InvalidPipelineException cause) {
    return new FailureAnalysis(cause.getMessage(), "Correct the file and start again.", cause);
  }
}
