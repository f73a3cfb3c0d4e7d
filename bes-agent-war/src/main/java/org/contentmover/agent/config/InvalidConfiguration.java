package org.contentmover.agent.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used; names every problem at once, so that one edit repairs all. */
public final class InvalidConfiguration extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<ConfigurationProblem> problems;

  public InvalidConfiguration(String source, List<ConfigurationProblem> problems) {
    super(
        source
            + ": "
            + problems.stream()
                .map(ConfigurationProblem::toString)
                .collect(Collectors.joining("; ")));
    this.problems = List.copyOf(problems);
  }

  public List<ConfigurationProblem> problems() {
    return problems;
  }
}
