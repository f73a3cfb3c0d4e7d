package org.contentmover.ccm.version.statement;

import jakarta.ejb.Local;
import java.util.List;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.version.statement.view.StatementView;

/** Publishers' statements (CM-12). */
@Local
public interface Statements {
  /** Of a site, those received last first. */
  List<StatementView> list(String site);

  /**
   * Takes one in; runs that wait for it go on by themselves.
   *
   * @throws org.contentmover.ccm.problem.Invalid when it is no statement of a publisher of the
   *     site, or not for it
   * @throws org.contentmover.ccm.problem.Conflict when nobody has to sign for the site, or it is
   *     older than what has been live
   */
  StatementView take(String site, String text, Actor by);
}
