package org.contentmover.ccm.site.view;

import java.util.List;

/**
 * A content group to be created or changed; {@code segments} or {@code servers} according to {@code
 * membership}.
 */
public record NewContentGroup(
    String site, String name, Membership membership, List<String> segments, List<String> servers) {}
