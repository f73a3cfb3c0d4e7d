package org.contentmover.ccm.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.contentmover.ccm.site.StagingAreas;
import org.contentmover.ccm.site.view.NewStagingArea;
import org.contentmover.ccm.site.view.StagingAreaView;
import org.contentmover.ccm.web.security.Caller;
import org.contentmover.ccm.web.security.Permission;
import org.contentmover.ccm.web.security.Requires;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Staging areas (CM-1). */
@RequestScoped
@Path("/staging-areas")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "staging-areas", description = "Staging areas")
public class StagingAreaResource {
  @Inject StagingAreas stagingAreas;
  @Inject Caller caller;
  @Context UriInfo uri;

  @GET
  @Requires(Permission.READ)
  @Operation(summary = "Staging areas by name")
  public Listing<StagingAreaView> list(
      @QueryParam("site") @Parameter(description = "Only of this hosted site") String site,
      @BeanParam PageQuery page) {
    return page.answer(stagingAreas.list(site));
  }

  @POST
  @Requires(Permission.ADMINISTER)
  @Operation(summary = "Create a staging area")
  @APIResponse(
      responseCode = "201",
      description = "Created, see Location",
      content = @Content(schema = @Schema(implementation = StagingAreaView.class)))
  public Response create(NewStagingArea area) {
    StagingAreaView view = stagingAreas.create(area, caller.person());
    return Response.created(uri.getAbsolutePathBuilder().path(view.name()).build())
        .entity(view)
        .build();
  }

  @GET
  @Path("/{name}")
  @Requires(Permission.READ)
  @Operation(summary = "One staging area")
  public StagingAreaView get(@PathParam("name") String name) {
    return stagingAreas.view(name);
  }

  @PUT
  @Path("/{name}")
  @Requires(Permission.ADMINISTER)
  @Operation(summary = "Replace path and rules of a staging area")
  public StagingAreaView change(
      @PathParam("name") String name,
      @HeaderParam("If-Match") String ifMatch,
      NewStagingArea area) {
    SameName.require("name", area.name(), name);
    return stagingAreas.change(name, area, Precondition.revision(ifMatch), caller.person());
  }

  @DELETE
  @Path("/{name}")
  @Requires(Permission.ADMINISTER)
  @Operation(summary = "Forget a staging area; its files stay")
  @APIResponse(responseCode = "204", description = "Done")
  public void remove(@PathParam("name") String name) {
    stagingAreas.remove(name, caller.person());
  }
}
