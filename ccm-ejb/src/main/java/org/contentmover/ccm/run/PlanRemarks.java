package org.contentmover.ccm.run;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.contentmover.ccm.version.plan.PlanRemark;

/** Writes what is remarkable about a plan into the history of its run. */
@ApplicationScoped
public class PlanRemarks {
  @Inject private RunBook book;

  public void take(@Observes PlanRemark remark) {
    book.find(remark.run()).ifPresent(run -> book.note(run, remark.text()));
  }
}
