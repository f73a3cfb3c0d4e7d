package org.contentmover.ccm.distribution.view;

/** Where an assignment can be fetched; {@code server} is {@code ccm} for the CCM itself. */
public record Source(String server, String url) {}
