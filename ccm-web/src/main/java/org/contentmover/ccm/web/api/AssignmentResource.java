package org.contentmover.ccm.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.contentmover.ccm.version.Assignments;
import org.contentmover.ccm.version.view.AssignmentFile;
import org.contentmover.ccm.version.view.AssignmentView;
import org.contentmover.ccm.web.problem.Problem;
import org.contentmover.ccm.web.security.Permission;
import org.contentmover.ccm.web.security.Requires;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Assignments, and their bytes for servers that fetch them here (DT-5). */
@RequestScoped
@Path("/assignments")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "assignments", description = "Assignments: what travels")
public class AssignmentResource {
  @Inject Assignments assignments;
  @Inject OriginUpload upload;

  @GET
  @Requires(Permission.READ)
  @Operation(summary = "Assignments, newest first")
  public Listing<AssignmentView> list(
      @QueryParam("run") @Parameter(description = "Only of this run") UUID run,
      @BeanParam PageQuery page) {
    return page.answer(assignments.list(run, page.request()));
  }

  @GET
  @Path("/{assignment}")
  @Requires(Permission.READ)
  @Operation(summary = "One assignment")
  public AssignmentView get(@PathParam("assignment") UUID assignment) {
    return assignments.view(assignment);
  }

  @GET
  @Path("/{assignment}/content")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @Requires(Permission.SERVE)
  @Operation(summary = "The bytes of an assignment, whole or a range (for servers)")
  @APIResponse(responseCode = "200", description = "All bytes; the ETag is the SHA-256")
  @APIResponse(responseCode = "206", description = "The range asked for")
  @APIResponse(responseCode = "304", description = "The caller has it (If-None-Match)")
  @APIResponse(responseCode = "416", description = "The range is beyond the end")
  public Response content(
      @PathParam("assignment") UUID assignment,
      @HeaderParam("Range") String range,
      @HeaderParam("If-Range") String ifRange,
      @Context Request request,
      @Context UriInfo uri) {
    AssignmentFile file = assignments.file(assignment);
    EntityTag tag = new EntityTag(file.sha256());
    Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
    if (unchanged != null) {
      return unchanged.tag(tag).build();
    }
    // A range of something else than the caller began to fetch would be glued to the wrong bytes.
    boolean sameAsBefore = ifRange == null || ifRange.equals("\"" + file.sha256() + "\"");
    RangeRequest wanted = RangeRequest.of(sameAsBefore ? range : null, file.sizeBytes());
    return answer(
            wanted, file, request.getMethod().equals("HEAD"), uri.getRequestUri().getRawPath())
        .tag(tag)
        .header("Accept-Ranges", "bytes")
        .build();
  }

  private Response.ResponseBuilder answer(
      RangeRequest wanted, AssignmentFile file, boolean headersOnly, String instance) {
    if (wanted.kind() == RangeRequest.Kind.UNSATISFIABLE) {
      return Response.status(Response.Status.REQUESTED_RANGE_NOT_SATISFIABLE)
          .type(Problem.MEDIA_TYPE)
          .entity(
              new Problem(
                      "range-not-satisfiable",
                      "The range is beyond the end",
                      416,
                      "The assignment has "
                          + file.sizeBytes()
                          + " bytes. Ask for bytes before that.")
                  .toJson(instance))
          .header("Content-Range", wanted.contentRange(file.sizeBytes()));
    }
    Response.ResponseBuilder answer =
        wanted.kind() == RangeRequest.Kind.PART
            ? Response.status(Response.Status.PARTIAL_CONTENT)
                .header("Content-Range", wanted.contentRange(file.sizeBytes()))
            : Response.ok();
    answer.header("Content-Length", wanted.lengthBytes()).type(MediaType.APPLICATION_OCTET_STREAM);
    if (headersOnly) {
      return answer;
    }
    StreamingOutput bytes =
        target -> upload.send(file.path(), wanted.first(), wanted.lengthBytes(), target);
    return answer.entity(bytes);
  }
}
