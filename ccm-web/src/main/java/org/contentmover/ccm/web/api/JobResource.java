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
import org.contentmover.ccm.job.Jobs;
import org.contentmover.ccm.job.view.JobView;
import org.contentmover.ccm.job.view.NewJob;
import org.contentmover.ccm.run.Runs;
import org.contentmover.ccm.run.view.RunOptions;
import org.contentmover.ccm.run.view.RunView;
import org.contentmover.ccm.web.security.Caller;
import org.contentmover.ccm.web.security.Permission;
import org.contentmover.ccm.web.security.Requires;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Job definitions; posting to the runs of one starts it (SC-1). */
@RequestScoped
@Path("/jobs")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "jobs", description = "Job definitions, by name")
public class JobResource {
  @Inject Jobs jobs;
  @Inject Runs runs;
  @Inject Caller caller;
  @Context UriInfo uri;

  @GET
  @Requires(Permission.READ)
  @Operation(summary = "Jobs by name")
  public Listing<JobView> list(@BeanParam PageQuery page) {
    return page.answer(jobs.list(page.request()));
  }

  @POST
  @Requires(Permission.ADMINISTER)
  @Operation(summary = "Create a job")
  @APIResponse(
      responseCode = "201",
      description = "Created, see Location",
      content = @Content(schema = @Schema(implementation = JobView.class)))
  public Response create(NewJob job) {
    JobView view = jobs.create(job, caller.person());
    return Response.created(uri.getAbsolutePathBuilder().path(view.name()).build())
        .entity(view)
        .build();
  }

  @GET
  @Path("/{job}")
  @Requires(Permission.READ)
  @Operation(summary = "One job")
  public JobView get(@PathParam("job") String job) {
    return jobs.viewByName(job);
  }

  @PUT
  @Path("/{job}")
  @Requires(Permission.ADMINISTER)
  @Operation(summary = "Replace a job's definition")
  public JobView change(
      @PathParam("job") String job, @HeaderParam("If-Match") String ifMatch, NewJob change) {
    return jobs.change(
        jobs.viewByName(job).id(), change, Precondition.revision(ifMatch), caller.person());
  }

  @DELETE
  @Path("/{job}")
  @Requires(Permission.ADMINISTER)
  @Operation(summary = "Forget a job; its finished runs stay in the history")
  @APIResponse(responseCode = "204", description = "Done")
  public void remove(@PathParam("job") String job) {
    jobs.remove(jobs.viewByName(job).id(), caller.person());
  }

  @POST
  @Path("/{job}/runs")
  @Consumes(MediaType.WILDCARD)
  @Requires(Permission.PUBLISH)
  @Operation(
      summary = "Start a run",
      description =
          "Answers at once; the run is at Location. With the same Idempotency-Key the same run is"
              + " answered and none is started. An administrator may have it publish even what was"
              + " withdrawn.")
  @APIResponse(
      responseCode = "202",
      description = "Started, see Location",
      content = @Content(schema = @Schema(implementation = RunView.class)))
  public Response start(
      @PathParam("job") String job,
      @QueryParam("evenIfPinned")
          @Parameter(description = "true: publish even a version that was withdrawn")
          String evenIfPinned,
      @QueryParam("hold")
          @Parameter(description = "true: stage, and go live when POST /runs/{run}/commit says so")
          String hold,
      @QueryParam("commitAt")
          @Parameter(description = "Stage now, go live at this time (ISO-8601, UTC)")
          String commitAt,
      @HeaderParam("Idempotency-Key") String idempotencyKey) {
    RunOptions options =
        new RunOptions(
            Boolean.TRUE.equals(Truth.of("evenIfPinned", evenIfPinned)),
            Boolean.TRUE.equals(Truth.of("hold", hold)),
            Times.of("commitAt", commitAt));
    if (options.evenIfPinned() && !caller.may(Permission.ADMINISTER)) {
      throw Permission.ADMINISTER.missing();
    }
    RunView run = runs.start(jobs.viewByName(job).id(), options, idempotencyKey, caller.person());
    return Response.accepted(run).location(RunResource.location(uri, run)).build();
  }
}
