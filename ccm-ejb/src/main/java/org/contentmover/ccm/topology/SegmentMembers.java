package org.contentmover.ccm.topology;

import jakarta.persistence.EntityManager;
import java.util.List;
import org.contentmover.ccm.topology.view.ServerRole;

/** Who may take part in a segment: enrolled, not revoked, and there for more than staging areas. */
final class SegmentMembers {
  private SegmentMembers() {}

  static List<Server> of(EntityManager entities, String segment) {
    return entities
        .createQuery(
            "select s from Server s where s.segment = :segment and s.revoked = false"
                + " and s.role <> :staging",
            Server.class)
        .setParameter("segment", segment)
        .setParameter("staging", ServerRole.STAGING)
        .getResultList();
  }
}
