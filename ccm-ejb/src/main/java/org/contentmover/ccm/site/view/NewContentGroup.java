package org.contentmover.ccm.site.view;

import java.util.List;

/**
 * A content group to be created or changed; {@code segments}, {@code servers} or {@code labels}
 * according to {@code membership}.
 *
 * @param labels each {@code name=value}; of several with one name a server has one
 */
public record NewContentGroup(
    String site,
    String name,
    Membership membership,
    List<String> segments,
    List<String> servers,
    List<String> labels) {}
