package org.contentmover.ccm.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;
import org.contentmover.ccm.scrub.SiteScrubs;
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
  @Inject Caller caller;

  @GET
  @Path("/{content}")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @Requires(Permission.SERVE)
  @Operation(summary = "A content by its SHA-256, for a server whose tree is damaged (for servers)")
  @APIResponse(responseCode = "200", description = "All bytes; the ETag is the SHA-256")
  public Response content(@PathParam("site") String site, @PathParam("content") String content) {
    scrubs.requireContent(site, content, caller.getName());
    StreamingOutput bytes =
        target -> {
          try (InputStream source = scrubs.content(content)) {
            upload.send(source, target);
          }
        };
    return Response.ok(bytes).tag(new EntityTag(content)).build();
  }
}
