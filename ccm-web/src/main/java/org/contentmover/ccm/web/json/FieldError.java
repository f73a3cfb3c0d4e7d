package org.contentmover.ccm.web.json;

/**
 * One thing that is wrong with a document: where, and what to write instead.
 *
 * @param field the place as a caller writes it, for example {@code servers[2].percent}
 * @param message what is wrong and what is allowed, as a sentence without the field's name
 */
public record FieldError(String field, String message) {}
