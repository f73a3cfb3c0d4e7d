package org.contentmover.ccm.version.store.view;

/**
 * How much the content store has.
 *
 * @param contents different contents, manifests among them
 * @param contentBytes of these contents, unpacked
 * @param packs files they lie in
 * @param bytes of these files
 */
public record StoreSizeView(long contents, long contentBytes, long packs, long bytes) {}
