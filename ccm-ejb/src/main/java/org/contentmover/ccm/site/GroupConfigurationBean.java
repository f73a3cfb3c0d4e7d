package org.contentmover.ccm.site;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.List;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.audit.AuditLog;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.site.view.GroupConfigurationView;
import org.contentmover.core.interpret.ConfigurationEntry;

/** Configuration entries of content groups in the database. */
@Stateless
public class GroupConfigurationBean implements GroupConfiguration {
  @PersistenceContext private EntityManager entities;
  @Inject private AuditLog audit;

  @Override
  public GroupConfigurationView view(String site, String group) {
    return SiteGroup.find(entities, site, group).configurationView();
  }

  @Override
  public GroupConfigurationView change(
      String site, String group, List<String> lines, Long expectedRevision, Actor by) {
    SiteGroup found = SiteGroup.findToChange(entities, site, group, expectedRevision);
    if (lines == null) {
      throw new Invalid("entries", null, "a list, empty for none");
    }
    List<ConfigurationEntry> entries = parse(lines);
    found.configure(entries);
    // Values may be secrets.
    audit.record(
        by,
        "content-group.configuration",
        site + "/" + group,
        String.join("; ", entries.stream().map(ConfigurationEntry::name).toList()));
    entities.flush();
    return found.configurationView();
  }

  private static List<ConfigurationEntry> parse(List<String> lines) {
    List<ConfigurationEntry> entries = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        try {
          entries.add(ConfigurationEntry.parse(lines.get(i)));
        } catch (IllegalArgumentException e) {
          throw new Invalid(
              "entries[" + i + "]", lines.get(i), "what every server takes: " + e.getMessage());
        }
      }
    }
    try {
      ConfigurationEntry.requireSet(entries);
    } catch (IllegalArgumentException e) {
      throw new Invalid("entries", entries.size(), "a set of entries: " + e.getMessage());
    }
    return entries;
  }
}
