package org.contentmover.ccm.site;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.audit.AuditLog;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.problem.Names;
import org.contentmover.ccm.problem.NotFound;
import org.contentmover.ccm.problem.Revisions;
import org.contentmover.ccm.site.view.HostedSiteView;
import org.contentmover.content.trust.Ed25519Keys;

/** Hosted sites in the database. */
@Stateless
public class HostedSitesBean implements HostedSites {
  private static final int MOST_CHECKPOINTS = 1_000;
  private static final int MOST_PUBLISHERS = 20;

  @PersistenceContext private EntityManager entities;
  @Inject private AuditLog audit;
  @Inject private Clock clock;

  @Override
  public List<HostedSiteView> list() {
    return entities
        .createQuery("select s from Site s order by s.name", Site.class)
        .getResultStream()
        .map(this::view)
        .toList();
  }

  @Override
  public HostedSiteView view(String name) {
    return view(find(name));
  }

  @Override
  public HostedSiteView create(String name, String description, Actor by) {
    Names.site("name", name);
    if (entities.find(Site.class, name) != null) {
      throw new Conflict("There is a hosted site \"" + name + "\" already.");
    }
    Site site = new Site(name, requireDescription(description), clock.instant());
    entities.persist(site);
    audit.record(by, "site.create", name, "");
    entities.flush();
    return view(site);
  }

  @Override
  public HostedSiteView describe(String name, String description, Long expectedRevision, Actor by) {
    Site site = find(name);
    Revisions.require("hosted site", name, expectedRevision, site.revision());
    site.describe(requireDescription(description));
    audit.record(by, "site.change", name, "");
    entities.flush();
    return view(site);
  }

  @Override
  public HostedSiteView keepCheckpoints(String name, int kept, Long expectedRevision, Actor by) {
    Site site = find(name);
    Revisions.require("hosted site", name, expectedRevision, site.revision());
    if (kept < 1 || kept > MOST_CHECKPOINTS) {
      throw new Invalid("kept", kept, "a whole number from 1 to " + MOST_CHECKPOINTS);
    }
    site.keepCheckpoints(kept);
    audit.record(by, "site.keep-checkpoints", name, Integer.toString(kept));
    entities.flush();
    return view(site);
  }

  @Override
  public HostedSiteView requirePublishers(
      String name, List<String> keys, Long expectedRevision, Actor by) {
    Site site = find(name);
    Revisions.require("hosted site", name, expectedRevision, site.revision());
    List<String> publishers = keys == null ? List.of() : keys.stream().map(this::key).toList();
    if (publishers.size() > MOST_PUBLISHERS) {
      throw new Invalid("keys", publishers.size() + " keys", "at most " + MOST_PUBLISHERS);
    }
    site.signedBy(publishers);
    audit.record(
        by,
        "site.publishers",
        name,
        String.join(
            " ",
            publishers.stream().map(Ed25519Keys::decodePublic).map(Ed25519Keys::keyId).toList()));
    entities.flush();
    return view(site);
  }

  private String key(String text) {
    try {
      return Ed25519Keys.encodePublic(Ed25519Keys.decodePublic(text));
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new Invalid("keys", text, "the line in a publisher's .pub file");
    }
  }

  @Override
  public void remove(String name, Actor by) {
    Site site = find(name);
    HostedSiteView view = view(site);
    if (!view.groups().isEmpty() || !view.stagingAreas().isEmpty()) {
      throw new Conflict(
          "Hosted site \""
              + name
              + "\" is still used by content groups "
              + view.groups()
              + " and staging areas "
              + view.stagingAreas()
              + ". Remove them first.");
    }
    entities.remove(site);
    audit.record(by, "site.remove", name, "");
  }

  private Site find(String name) {
    Site site = name == null ? null : entities.find(Site.class, name);
    if (site == null) {
      throw new NotFound("hosted site", name);
    }
    return site;
  }

  private HostedSiteView view(Site site) {
    return site.view(
        names("select g.name from SiteGroup g where g.site = :site order by g.name", site.name()),
        names(
            "select a.name from StagingArea a where a.site = :site order by a.name", site.name()));
  }

  private List<String> names(String query, String site) {
    return entities.createQuery(query, String.class).setParameter("site", site).getResultList();
  }

  private static String requireDescription(String description) {
    if (description != null && description.length() > 400) {
      throw new Invalid(
          "description", description.length() + " characters", "at most 400 characters");
    }
    return description == null ? "" : description;
  }
}
