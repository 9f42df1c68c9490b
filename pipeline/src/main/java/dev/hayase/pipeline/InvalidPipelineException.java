package dev.hayase.pipeline;

import dev.hayase.pipeline.yaml.Problem;
import java.util.List;
import java.util.stream.Collectors;

/// The pipeline file has mistakes: all of them, in the order of the file. The message lists one per
/// line.
public final class InvalidPipelineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public InvalidPipelineException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
