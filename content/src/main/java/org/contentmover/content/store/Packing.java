package org.contentmover.content.store;

/** How bytes lie in the store and travel in an assignment. */
public enum Packing {
  STORED,
  ZSTD
}
