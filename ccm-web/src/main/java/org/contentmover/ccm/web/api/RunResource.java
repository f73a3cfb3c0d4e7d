package org.contentmover.ccm.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.contentmover.ccm.job.Jobs;
import org.contentmover.ccm.run.Runs;
import org.contentmover.ccm.run.view.RunFilter;
import org.contentmover.ccm.run.view.RunSummary;
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

/** Runs of jobs with their live progress (SC-2). */
@RequestScoped
@Path("/runs")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "runs", description = "Runs of jobs")
public class RunResource {
  @Inject Runs runs;
  @Inject Jobs jobs;
  @Inject Caller caller;
  @Context UriInfo uri;

  @GET
  @Requires(Permission.READ)
  @Operation(summary = "Runs, newest first")
  public Listing<RunSummary> list(
      @QueryParam("job") @Parameter(description = "Only of the job with this name") String job,
      @QueryParam("site") @Parameter(description = "Only of this hosted site") String site,
      @QueryParam("active") @Parameter(description = "true: in progress only, false: ended only")
          String active,
      @BeanParam PageQuery page) {
    UUID jobId = job == null ? null : jobs.viewByName(job).id();
    return page.answer(
        runs.list(new RunFilter(jobId, site, Truth.of("active", active)), page.request()));
  }

  /** Which jobs go live together. */
  public record JointUpdate(List<String> jobs) {}

  @POST
  @Requires(Permission.PUBLISH)
  @Operation(
      summary = "Start runs of several jobs that go live together or not at all",
      description =
          "Jobs of 2 to 16 different hosted sites. None goes live before all have staged; when one"
              + " fails or is aborted before that, all are. Answers at once with one of the runs,"
              + " which names all of them.")
  @APIResponse(
      responseCode = "202",
      description = "Started, see Location",
      content = @Content(schema = @Schema(implementation = RunView.class)))
  public Response startTogether(
      JointUpdate update, @HeaderParam("Idempotency-Key") String idempotencyKey) {
    List<String> named = update.jobs() == null ? List.of() : update.jobs();
    List<UUID> ids = named.stream().map(job -> jobs.viewByName(job).id()).toList();
    RunView run = runs.startTogether(ids, idempotencyKey, caller.person());
    return Response.accepted(run).location(location(uri, run)).build();
  }

  @GET
  @Path("/{run}")
  @Requires(Permission.READ)
  @Operation(summary = "One run with its progress per server")
  public RunView get(@PathParam("run") UUID run) {
    return runs.view(run);
  }

  @POST
  @Path("/{run}/abort")
  @Consumes(MediaType.WILDCARD)
  @Requires(Permission.PUBLISH)
  @Operation(summary = "Abort a run in any phase before commit; every live tree stays as it is")
  @APIResponse(
      responseCode = "202",
      description = "It ends as soon as its servers were told, see Location",
      content = @Content(schema = @Schema(implementation = RunView.class)))
  public Response abort(@PathParam("run") UUID run) {
    RunView view = runs.abort(run, caller.person());
    return Response.accepted(view).location(location(uri, view)).build();
  }

  @POST
  @Path("/{run}/commit")
  @Consumes(MediaType.WILDCARD)
  @Requires(Permission.PUBLISH)
  @Operation(summary = "Make live what a run holds staged, now or at a time")
  @APIResponse(
      responseCode = "202",
      description = "Ordered, see Location",
      content = @Content(schema = @Schema(implementation = RunView.class)))
  public Response commit(
      @PathParam("run") UUID run,
      @QueryParam("at") @Parameter(description = "When (ISO-8601, UTC); now when it is left out")
          String at) {
    RunView view = runs.commit(run, Times.of("at", at), caller.person());
    return Response.accepted(view).location(location(uri, view)).build();
  }

  static URI location(UriInfo uri, RunView run) {
    return uri.getBaseUriBuilder().path("runs").path(run.summary().id().toString()).build();
  }
}
