package org.contentmover.ccm.site;

/** A content group is removed. Fired in the transaction that removes it. */
public record ContentGroupGone(String site, String group) {}
