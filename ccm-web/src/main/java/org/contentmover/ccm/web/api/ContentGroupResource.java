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
import org.contentmover.ccm.run.ContentOrders;
import org.contentmover.ccm.run.view.NewRemoval;
import org.contentmover.ccm.run.view.NewRestore;
import org.contentmover.ccm.run.view.NewRollback;
import org.contentmover.ccm.run.view.RunView;
import org.contentmover.ccm.site.ContentGroups;
import org.contentmover.ccm.site.view.ContentGroupView;
import org.contentmover.ccm.site.view.NewContentGroup;
import org.contentmover.ccm.version.Versions;
import org.contentmover.ccm.version.view.VersionView;
import org.contentmover.ccm.web.security.Caller;
import org.contentmover.ccm.web.security.Permission;
import org.contentmover.ccm.web.security.Requires;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Content groups, and the versions published to them (CM-14, VC-3). */
@RequestScoped
@Path("/content-groups")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "content-groups", description = "Content groups of the hosted sites")
public class ContentGroupResource {
  @Inject ContentGroups groups;
  @Inject Versions versions;
  @Inject ContentOrders orders;
  @Inject Caller caller;
  @Context UriInfo uri;

  @GET
  @Requires(Permission.READ)
  @Operation(summary = "Content groups by site and name")
  public Listing<ContentGroupView> list(
      @QueryParam("site") @Parameter(description = "Only of this hosted site") String site,
      @BeanParam PageQuery page) {
    return page.answer(groups.list(site));
  }

  @POST
  @Requires(Permission.OPERATE)
  @Operation(summary = "Create a content group")
  @APIResponse(
      responseCode = "201",
      description = "Created, see Location",
      content = @Content(schema = @Schema(implementation = ContentGroupView.class)))
  public Response create(NewContentGroup group) {
    ContentGroupView view = groups.create(group, caller.person());
    return Response.created(uri.getAbsolutePathBuilder().segment(view.site(), view.name()).build())
        .entity(view)
        .build();
  }

  @GET
  @Path("/{site}/{group}")
  @Requires(Permission.READ)
  @Operation(summary = "One content group")
  public ContentGroupView get(@PathParam("site") String site, @PathParam("group") String group) {
    return groups.view(site, group);
  }

  @PUT
  @Path("/{site}/{group}")
  @Requires(Permission.OPERATE)
  @Operation(summary = "Replace the membership of a content group")
  public ContentGroupView change(
      @PathParam("site") String site,
      @PathParam("group") String group,
      @HeaderParam("If-Match") String ifMatch,
      NewContentGroup change) {
    SameName.require("site", change.site(), site);
    SameName.require("name", change.name(), group);
    NewContentGroup named =
        new NewContentGroup(
            site, group, change.membership(), change.segments(), change.servers(), change.labels());
    return groups.change(named, Precondition.revision(ifMatch), caller.person());
  }

  @DELETE
  @Path("/{site}/{group}")
  @Requires(Permission.OPERATE)
  @Operation(summary = "Forget a content group")
  @APIResponse(responseCode = "204", description = "Done")
  public void remove(@PathParam("site") String site, @PathParam("group") String group) {
    groups.remove(site, group, caller.person());
  }

  @GET
  @Path("/{site}/{group}/versions")
  @Requires(Permission.READ)
  @Operation(summary = "Versions published to a content group, newest first")
  public Listing<VersionView> versions(
      @PathParam("site") String site, @PathParam("group") String group, @BeanParam PageQuery page) {
    return page.answer(versions.list(site, group, page.request()));
  }

  @DELETE
  @Path("/{site}/{group}/versions/{version}/pin")
  @Requires(Permission.ADMINISTER)
  @Operation(summary = "Lift the pin of a withdrawn version: jobs may publish it again")
  @APIResponse(responseCode = "204", description = "Done")
  public void unpin(
      @PathParam("site") String site,
      @PathParam("group") String group,
      @PathParam("version") long version) {
    versions.unpin(site, group, version, caller.person());
  }

  @POST
  @Path("/{site}/{group}/rollbacks")
  @Requires(Permission.ADMINISTER)
  @Operation(
      summary = "Take all servers back to the version before the published one",
      description =
          "Answers at once; the run is at Location. What is withdrawn is pinned: no job publishes it"
              + " again by itself. With the same Idempotency-Key the same run is answered.")
  @APIResponse(
      responseCode = "202",
      description = "Ordered, see Location",
      content = @Content(schema = @Schema(implementation = RunView.class)))
  public Response rollBack(
      @PathParam("site") String site,
      @PathParam("group") String group,
      @HeaderParam("Idempotency-Key") String idempotencyKey,
      NewRollback order) {
    RunView run = orders.rollBack(site, group, order, idempotencyKey, caller.person());
    return Response.accepted(run).location(RunResource.location(uri, run)).build();
  }

  @POST
  @Path("/{site}/{group}/restores")
  @Requires(Permission.ADMINISTER)
  @Operation(
      summary =
          "Publish the tree of an earlier version or of a checkpoint again, under a new number",
      description = "Answers at once; the run is at Location.")
  @APIResponse(
      responseCode = "202",
      description = "Ordered, see Location",
      content = @Content(schema = @Schema(implementation = RunView.class)))
  public Response restore(
      @PathParam("site") String site,
      @PathParam("group") String group,
      @HeaderParam("Idempotency-Key") String idempotencyKey,
      NewRestore order) {
    RunView run = orders.restore(site, group, order, idempotencyKey, caller.person());
    return Response.accepted(run).location(RunResource.location(uri, run)).build();
  }

  @POST
  @Path("/{site}/{group}/removals")
  @Requires(Permission.ADMINISTER)
  @Operation(
      summary = "Take files and directories off all servers",
      description = "Answers at once; the run is at Location.")
  @APIResponse(
      responseCode = "202",
      description = "Ordered, see Location",
      content = @Content(schema = @Schema(implementation = RunView.class)))
  public Response removeContent(
      @PathParam("site") String site,
      @PathParam("group") String group,
      @HeaderParam("Idempotency-Key") String idempotencyKey,
      NewRemoval order) {
    RunView run = orders.remove(site, group, order, idempotencyKey, caller.person());
    return Response.accepted(run).location(RunResource.location(uri, run)).build();
  }
}
