package org.contentmover.ccm.distribution;

import jakarta.ejb.Local;
import java.util.UUID;
import org.contentmover.ccm.distribution.view.DistributionReport;
import org.contentmover.ccm.distribution.view.DistributionView;
import org.contentmover.ccm.distribution.view.EdgeAnswer;
import org.contentmover.ccm.distribution.view.EdgeQuestion;

/**
 * What servers ask and report while an assignment travels. {@code reporter} is the server that
 * proved itself with the request.
 */
@Local
public interface Distributions {
  DistributionView view(UUID id);

  /**
   * "Next?" (DT-2, DT-3).
   *
   * @throws org.contentmover.ccm.problem.NotAllowed the reporter is not the server it names or no
   *     part of this distribution
   * @throws org.contentmover.ccm.problem.Outdated it led in an older epoch
   */
  EdgeAnswer next(UUID distribution, EdgeQuestion question, String reporter);

  /**
   * Takes a cumulative report (DT-8).
   *
   * @throws org.contentmover.ccm.problem.Outdated (epoch, sequence) is older than what is known
   */
  void report(UUID distribution, DistributionReport report, String reporter);
}
