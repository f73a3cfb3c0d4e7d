package org.contentmover.ccm.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.contentmover.ccm.scrub.SiteScrubs;
import org.contentmover.ccm.scrub.view.ScrubOrderView;
import org.contentmover.ccm.scrub.view.SiteScrubView;
import org.contentmover.ccm.site.HostedSites;
import org.contentmover.ccm.web.security.Caller;
import org.contentmover.ccm.web.security.Permission;
import org.contentmover.ccm.web.security.Requires;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Trees of servers compared with what they should be (CI-7). */
@RequestScoped
@Path("/sites/{site}/scrubs")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "sites", description = "Hosted sites")
public class SiteScrubResource {
  @Inject SiteScrubs scrubs;
  @Inject HostedSites sites;
  @Inject Caller caller;

  @GET
  @Requires(Permission.READ)
  @Operation(
      summary = "What each server found when it compared its trees last; what is damaged first")
  public Listing<SiteScrubView> scrubs(@PathParam("site") String site, @BeanParam PageQuery page) {
    return page.answer(scrubs.list(sites.view(site).name(), page.request()));
  }

  /** Which servers have taken the order. */
  public record ScrubOrders(List<ScrubOrderView> servers) {}

  @POST
  @Consumes(MediaType.WILDCARD)
  @Requires(Permission.OPERATE)
  @Operation(
      summary = "Have all servers that show the site compare it with what it should be, now",
      description = "Each reads every byte at its own pace. Happens in intervals by itself.")
  @APIResponse(responseCode = "202", description = "Ordered; servers that did not take it say why")
  public Response scrub(@PathParam("site") String site) {
    return Response.accepted(new ScrubOrders(scrubs.order(site, caller.person()))).build();
  }
}
