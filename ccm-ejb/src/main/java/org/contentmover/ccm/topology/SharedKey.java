package org.contentmover.ccm.topology;

/**
 * What to tell about two servers with one key: an agent makes its key at its first start, and an
 * image that is taken afterwards gives it to every server that is made of it (UI-4).
 */
final class SharedKey {
  private SharedKey() {}

  /** To who enrols with it. */
  static String enrolment(String server, String owner) {
    return "Server \""
        + owner
        + "\" has this key already: was the state directory copied to server \""
        + server
        + "\"? Stop the agent of \""
        + server
        + "\", delete server.key and box.key in its state directory, and start it. If it is \""
        + owner
        + "\" under a new name, revoke \""
        + owner
        + "\" first.";
  }

  /** To who comes with a token signed with it. */
  static String token(String server, String owner) {
    return "The token of server \""
        + server
        + "\" is signed with the key of server \""
        + owner
        + "\": was the state directory copied? Stop the agent of \""
        + server
        + "\", delete server.key, box.key and ccm.ring in its state directory, and start it with a"
        + " new enrolment token.";
  }
}
