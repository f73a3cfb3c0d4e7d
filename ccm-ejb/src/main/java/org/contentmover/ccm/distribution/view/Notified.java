package org.contentmover.ccm.distribution.view;

/** How the server given by the last answer reacted. */
public record Notified(String server, boolean accepted, String reason) {}
