package org.contentmover.ccm.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.contentmover.ccm.version.checkpoint.CheckpointSchedules;
import org.contentmover.ccm.version.checkpoint.view.CheckpointScheduleView;
import org.contentmover.ccm.version.checkpoint.view.CheckpointTimes;
import org.contentmover.ccm.web.security.Caller;
import org.contentmover.ccm.web.security.Permission;
import org.contentmover.ccm.web.security.Requires;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** When checkpoints of a content group are made by themselves (VC-2). */
@RequestScoped
@Path("/content-groups/{site}/{group}/checkpoint-schedule")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "checkpoints")
public class CheckpointScheduleResource {
  @Inject CheckpointSchedules schedules;
  @Inject Caller caller;

  @GET
  @Requires(Permission.READ)
  @Operation(summary = "When checkpoints are made by themselves, and what came of it last")
  public CheckpointScheduleView get(
      @PathParam("site") String site, @PathParam("group") String group) {
    return schedules.view(site, group);
  }

  @PUT
  @Requires(Permission.OPERATE)
  @Operation(
      summary = "Have checkpoints made by themselves",
      description =
          "every (PT1M to 366 days) or at (03:00, with days and timeZone); with neither never."
              + " The newest kept of them stay; those made otherwise are not counted.")
  public CheckpointScheduleView change(
      @PathParam("site") String site,
      @PathParam("group") String group,
      @HeaderParam("If-Match") String ifMatch,
      CheckpointTimes times) {
    return schedules.change(site, group, times, Precondition.revision(ifMatch), caller.person());
  }
}
