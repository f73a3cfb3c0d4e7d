package org.contentmover.ccm.web.api;

/** Where the pages of a list are; {@code prev} and {@code next} are null at its ends. */
public record PageLinks(String self, String first, String prev, String next, String last) {}
