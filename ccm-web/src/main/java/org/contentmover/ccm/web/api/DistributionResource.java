package org.contentmover.ccm.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.contentmover.ccm.distribution.Distributions;
import org.contentmover.ccm.distribution.view.DistributionReport;
import org.contentmover.ccm.distribution.view.DistributionView;
import org.contentmover.ccm.distribution.view.EdgeQuestion;
import org.contentmover.ccm.distribution.view.NextServer;
import org.contentmover.ccm.web.json.Extensible;
import org.contentmover.ccm.web.security.Caller;
import org.contentmover.ccm.web.security.Permission;
import org.contentmover.ccm.web.security.Requires;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What servers ask and report while an assignment travels (DT-2, DT-8). */
@RequestScoped
@Path("/distributions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(
    name = "distributions",
    description = "What servers ask and report while an assignment travels")
public class DistributionResource {
  @Inject Distributions distributions;
  @Inject Caller caller;

  /** Whom to notify next. */
  public record NextEdge(NextServer next) {}

  /** Nobody is left to be notified. */
  public record NoFurtherEdge(boolean last) {}

  @GET
  @Path("/{distribution}")
  @Requires(Permission.READ)
  @Operation(summary = "One distribution: who serves whom, and how far every server is")
  public DistributionView get(@PathParam("distribution") UUID distribution) {
    return distributions.view(distribution);
  }

  @POST
  @Path("/{distribution}/edges")
  @Requires(Permission.SERVE)
  @Operation(summary = "A server that can serve asks whom to notify next (for servers)")
  @APIResponse(
      responseCode = "200",
      description = "next, or last",
      content = @Content(schema = @Schema(oneOf = {NextEdge.class, NoFurtherEdge.class})))
  public Response next(
      @PathParam("distribution") UUID distribution, @Extensible EdgeQuestion question) {
    NextServer next = distributions.next(distribution, question, caller.getName()).next();
    return Response.ok(next == null ? new NoFurtherEdge(true) : new NextEdge(next)).build();
  }

  @POST
  @Path("/{distribution}/reports")
  @Requires(Permission.SERVE)
  @Operation(
      summary = "A leader, or a single server, reports how far its servers are (for servers)")
  @APIResponse(responseCode = "204", description = "Done")
  public void report(
      @PathParam("distribution") UUID distribution, @Extensible DistributionReport report) {
    distributions.report(distribution, report, caller.getName());
  }
}
