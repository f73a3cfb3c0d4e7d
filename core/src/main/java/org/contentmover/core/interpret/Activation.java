package org.contentmover.core.interpret;

/** When a staged version becomes live. */
public enum Activation {
  /** When a commit assignment says so (CO-1). */
  COMMIT_ON_ORDER,
  /** As soon as it is staged and verified: catch-up of one server, autonomous commit (CO-5). */
  IMMEDIATE
}
