package org.contentmover.ccm.web.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.contentmover.ccm.site.HostedSites;
import org.contentmover.ccm.site.view.HostedSiteView;
import org.contentmover.ccm.version.statement.Statements;
import org.contentmover.ccm.version.statement.view.StatementView;
import org.contentmover.ccm.web.security.Caller;
import org.contentmover.ccm.web.security.Permission;

/** Who signs for what may be live on one site, and what they said. */
@Named
@RequestScoped
public class PublishersPage {
  @Inject HostedSites sites;
  @Inject Statements statementService;
  @Inject Caller caller;

  private String site;
  private Long revision;
  private String keys;
  private String statement;
  private List<StatementView> statements = List.of();

  public void read() {
    HostedSiteView view = sites.view(site);
    statements = statementService.list(site);
    if (revision == null) {
      revision = view.revision();
      keys = String.join("\n", view.publisherKeys());
    }
  }

  @PageAction(Permission.ADMINISTER)
  public String save() {
    List<String> lines =
        keys == null ? List.of() : keys.lines().filter(it -> !it.isBlank()).toList();
    sites.requirePublishers(site, lines, revision, caller.person());
    Messages.done(
        lines.isEmpty()
            ? "Nobody has to sign for " + site + " any more. Servers go by their own configuration."
            : "Runs of " + site + " wait for a publisher's statement from now on.");
    return again();
  }

  @PageAction(Permission.PUBLISH)
  public String take() {
    StatementView taken = statementService.take(site, statement, caller.person());
    Messages.done(
        "Key "
            + taken.keyId()
            + " allows manifest "
            + taken.manifest()
            + ". Runs that wait go on.");
    return again();
  }

  private String again() {
    return "publishers?faces-redirect=true&site=" + site;
  }

  public List<StatementView> getStatements() {
    return statements;
  }

  public String getSite() {
    return site;
  }

  public void setSite(String site) {
    this.site = site;
  }

  public Long getRevision() {
    return revision;
  }

  public void setRevision(Long revision) {
    this.revision = revision;
  }

  public String getKeys() {
    return keys;
  }

  public void setKeys(String keys) {
    this.keys = keys;
  }

  public String getStatement() {
    return statement;
  }

  public void setStatement(String statement) {
    this.statement = statement;
  }
}
