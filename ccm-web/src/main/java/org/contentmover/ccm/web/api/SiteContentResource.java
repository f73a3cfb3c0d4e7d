package org.contentmover.ccm.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.contentmover.ccm.scrub.SiteScrubs;
import org.contentmover.ccm.web.problem.Problem;
import org.contentmover.ccm.web.security.Caller;
import org.contentmover.ccm.web.security.Permission;
import org.contentmover.ccm.web.security.Requires;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Content by its hash, for servers that repair their trees (CI-7). */
@RequestScoped
@Path("/sites/{site}/contents")
@Tag(name = "sites", description = "Hosted sites")
public class SiteContentResource {
  @Inject SiteScrubs scrubs;
  @Inject OriginUpload upload;
  @Inject RepairPlaces places;
  @Inject Caller caller;

  @GET
  @Path("/{content}")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @Requires(Permission.SERVE)
  @Operation(summary = "A content by its SHA-256, for a server whose tree is damaged (for servers)")
  @APIResponse(responseCode = "200", description = "All bytes; the ETag is the SHA-256")
  @APIResponse(responseCode = "403", description = "No group of the server has it there")
  @APIResponse(responseCode = "503", description = "Too many servers are repaired; try again")
  public Response content(
      @PathParam("site") String site,
      @PathParam("content") String content,
      @QueryParam("version") long version,
      @QueryParam("path") String path,
      @Context UriInfo uri) {
    String server = caller.getName();
    // Who may not have it takes no place from those who may.
    scrubs.requireContent(site, version, path, content, server);
    if (!places.take(server)) {
      return busy(uri.getRequestUri().getRawPath());
    }
    StreamingOutput bytes = target -> send(content, target, server);
    return Response.ok(bytes).tag(new EntityTag(content)).build();
  }

  private void send(String content, OutputStream target, String server) throws IOException {
    try (InputStream source = scrubs.content(content)) {
      upload.send(source, target);
    } finally {
      places.leave(server);
    }
  }

  private static Response busy(String instance) {
    return Response.status(Response.Status.SERVICE_UNAVAILABLE)
        .header("Retry-After", "5")
        .type(Problem.MEDIA_TYPE)
        .entity(
            new Problem(
                    "busy",
                    "Too many servers are repaired",
                    503,
                    "The CCM sends content to this server already, or to "
                        + RepairPlaces.MOST_AT_ONCE
                        + " others that repair their trees. Try again in a moment.")
                .toJson(instance))
        .build();
  }
}
