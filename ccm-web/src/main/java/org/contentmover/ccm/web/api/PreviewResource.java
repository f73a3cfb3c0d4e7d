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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.contentmover.ccm.run.Previewing;
import org.contentmover.ccm.run.view.ChangedPathView;
import org.contentmover.ccm.run.view.NewPreview;
import org.contentmover.ccm.run.view.PreviewView;
import org.contentmover.ccm.web.security.Caller;
import org.contentmover.ccm.web.security.Permission;
import org.contentmover.ccm.web.security.Requires;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What orders would do, found out without doing it (CM-11). */
@RequestScoped
@Path("/previews")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "previews", description = "What orders would do")
public class PreviewResource {
  @Inject Previewing previews;
  @Inject Caller caller;
  @Context UriInfo uri;

  @GET
  @Requires(Permission.READ)
  @Operation(summary = "Previews, newest first, each without servers and conflicts")
  public Listing<PreviewView> list(@BeanParam PageQuery page) {
    return page.answer(previews.list(page.request()));
  }

  @POST
  @Requires(Permission.PUBLISH)
  @Operation(
      summary = "Find out what an order would do, without doing it",
      description =
          "A job, or for a content group one of rollBack, restoreVersion, restoreCheckpoint,"
              + " removePaths and removeEverything. Answers at once; poll Location until it has"
              + " ended.")
  @APIResponse(
      responseCode = "202",
      description = "Begun, see Location",
      content = @Content(schema = @Schema(implementation = PreviewView.class)))
  public Response start(NewPreview order) {
    PreviewView view = previews.start(order, caller.person());
    return Response.accepted(view)
        .location(uri.getBaseUriBuilder().path("previews").path(view.id().toString()).build())
        .build();
  }

  @GET
  @Path("/{preview}")
  @Requires(Permission.READ)
  @Operation(
      summary = "One preview: changes as they were found, servers and conflicts as they are now")
  public PreviewView get(@PathParam("preview") UUID preview) {
    return previews.view(preview);
  }

  @GET
  @Path("/{preview}/paths")
  @Requires(Permission.READ)
  @Operation(summary = "Paths that would change, the first 500 of each kind")
  public Listing<ChangedPathView> paths(
      @PathParam("preview") UUID preview,
      @QueryParam("kind") @Parameter(description = "Only NEW, CHANGED, REMOVED or MOVED")
          String kind,
      @BeanParam PageQuery page) {
    return page.answer(previews.paths(preview, kind, page.request()));
  }
}
