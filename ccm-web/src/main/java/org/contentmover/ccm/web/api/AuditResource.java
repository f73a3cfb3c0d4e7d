package org.contentmover.ccm.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.contentmover.ccm.audit.AuditLog;
import org.contentmover.ccm.audit.view.AuditEntryView;
import org.contentmover.ccm.web.security.Permission;
import org.contentmover.ccm.web.security.Requires;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The audit log (UI-3). */
@RequestScoped
@Path("/audit")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "audit", description = "Who did what")
public class AuditResource {
  @Inject AuditLog auditLog;

  @GET
  @Requires(Permission.ADMINISTER)
  @Operation(summary = "Who did what, newest first")
  public Listing<AuditEntryView> list(@BeanParam PageQuery page) {
    return page.answer(auditLog.list(page.request()));
  }
}
