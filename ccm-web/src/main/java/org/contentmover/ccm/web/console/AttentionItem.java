package org.contentmover.ccm.web.console;

/**
 * Something an administrator should look at.
 *
 * @param subject what it is about, for example {@code boston-3}
 * @param text what happened and what to do
 * @param page where to look
 */
public record AttentionItem(Tone tone, String subject, String text, String page) {}
