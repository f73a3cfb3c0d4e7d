package org.contentmover.ccm.security.view;

/** A server that proved itself by a token signed with its own key. */
public record AuthenticatedServer(String name, String segment) {}
