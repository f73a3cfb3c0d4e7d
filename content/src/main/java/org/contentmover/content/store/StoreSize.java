package org.contentmover.content.store;

/**
 * How much a store has.
 *
 * @param contents different contents, manifests among them
 * @param contentBytes of these, unpacked
 * @param packs files they lie in
 * @param packBytes of these files
 */
public record StoreSize(long contents, long contentBytes, long packs, long packBytes) {}
