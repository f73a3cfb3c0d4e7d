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
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.UUID;
import org.contentmover.ccm.version.checkpoint.CheckpointArchives;
import org.contentmover.ccm.version.checkpoint.Checkpoints;
import org.contentmover.ccm.version.checkpoint.view.CheckpointChange;
import org.contentmover.ccm.version.checkpoint.view.CheckpointView;
import org.contentmover.ccm.version.checkpoint.view.NewCheckpoint;
import org.contentmover.ccm.web.security.Caller;
import org.contentmover.ccm.web.security.Permission;
import org.contentmover.ccm.web.security.Requires;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Checkpoints of content groups (VC-2). */
@RequestScoped
@Path("/checkpoints")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "checkpoints", description = "Complete copies of what was published")
public class CheckpointResource {
  private static final String ARCHIVE = "application/zstd";

  @Inject Checkpoints checkpoints;
  @Inject CheckpointArchives archives;
  @Inject OriginUpload upload;
  @Inject Caller caller;
  @Context UriInfo uri;

  @GET
  @Requires(Permission.READ)
  @Operation(summary = "Checkpoints, newest first")
  public Listing<CheckpointView> list(
      @QueryParam("site") @Parameter(description = "Only of this hosted site") String site,
      @QueryParam("group") @Parameter(description = "Only of content groups of this name")
          String group,
      @BeanParam PageQuery page) {
    return page.answer(checkpoints.list(site, group, page.request()));
  }

  @POST
  @Requires(Permission.PUBLISH)
  @Operation(
      summary = "Keep what is published to a content group now",
      description =
          "Its content is kept when this answers. Whether all of it is in the store is looked at"
              + " meanwhile: status at Location.")
  @APIResponse(
      responseCode = "202",
      description = "Begun, see Location",
      content = @Content(schema = @Schema(implementation = CheckpointView.class)))
  public Response create(NewCheckpoint request) {
    CheckpointView view = checkpoints.create(request, caller.person());
    return Response.accepted(view)
        .location(uri.getAbsolutePathBuilder().path(view.id().toString()).build())
        .build();
  }

  @GET
  @Path("/{checkpoint}")
  @Requires(Permission.READ)
  @Operation(summary = "One checkpoint")
  public CheckpointView get(@PathParam("checkpoint") UUID checkpoint) {
    return checkpoints.view(checkpoint);
  }

  @PUT
  @Path("/{checkpoint}")
  @Requires(Permission.PUBLISH)
  @Operation(summary = "Change name, note and pin of a checkpoint")
  public CheckpointView change(
      @PathParam("checkpoint") UUID checkpoint,
      @HeaderParam("If-Match") String ifMatch,
      CheckpointChange change) {
    return checkpoints.change(checkpoint, change, Precondition.revision(ifMatch), caller.person());
  }

  @DELETE
  @Path("/{checkpoint}")
  @Requires(Permission.OPERATE)
  @Operation(summary = "Forget a checkpoint that is not pinned")
  @APIResponse(responseCode = "204", description = "Done")
  public void remove(@PathParam("checkpoint") UUID checkpoint) {
    checkpoints.remove(checkpoint, caller.person());
  }

  @GET
  @Path("/{checkpoint}/archive")
  @Produces(ARCHIVE)
  @Requires(Permission.PUBLISH)
  @Operation(summary = "A checkpoint with all its content as one .tar.zst")
  public Response export(@PathParam("checkpoint") UUID checkpoint) {
    archives.exportable(checkpoint);
    StreamingOutput content =
        out ->
            upload.send(
                "checkpoint " + checkpoint, target -> archives.export(checkpoint, target), out);
    return Response.ok(content)
        .header(
            "Content-Disposition", "attachment; filename=\"checkpoint-" + checkpoint + ".tar.zst\"")
        .build();
  }

  @POST
  @Path("/archives")
  @Consumes(ARCHIVE)
  @Requires(Permission.OPERATE)
  @Operation(
      summary = "Take an exported checkpoint in",
      description =
          "Everything in it is verified; what is not exactly what was exported is refused, and"
              + " nothing of it kept. It may come from another CCM, and of another site.")
  @APIResponse(
      responseCode = "202",
      description = "Taken in, see Location",
      content = @Content(schema = @Schema(implementation = CheckpointView.class)))
  public Response bring(
      @QueryParam("site") @Parameter(description = "The hosted site it is to be of") String site,
      @QueryParam("group") @Parameter(description = "The content group it is to be of")
          String group,
      @QueryParam("name") @Parameter(description = "Another name than it had") String name,
      InputStream archive) {
    CheckpointView view =
        archives.bring(archive, new NewCheckpoint(site, group, name, null, null), caller.person());
    return Response.accepted(view)
        .location(uri.getBaseUriBuilder().path("checkpoints").path(view.id().toString()).build())
        .build();
  }
}
