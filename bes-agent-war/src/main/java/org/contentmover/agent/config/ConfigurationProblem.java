package org.contentmover.agent.config;

/** One thing wrong in the configuration file: which key, what was found, what is allowed. */
public record ConfigurationProblem(String key, String found, String allowed) {

  @Override
  public String toString() {
    return key + ": found " + found + ", allowed is " + allowed;
  }
}
