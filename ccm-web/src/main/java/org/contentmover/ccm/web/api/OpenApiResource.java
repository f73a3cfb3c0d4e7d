package org.contentmover.ccm.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import org.contentmover.ccm.web.security.Permission;
import org.contentmover.ccm.web.security.Requires;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The description of this API, made from its classes by the build; the same on every server. */
@RequestScoped
@Path("/openapi.json")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "openapi.json", description = "This description")
public class OpenApiResource {
  static final String DOCUMENT = "/openapi/openapi.json";

  @GET
  @Requires(Permission.READ)
  @Operation(summary = "This description (OpenAPI 3.1)")
  public byte[] get() throws IOException {
    try (InputStream document = OpenApiResource.class.getResourceAsStream(DOCUMENT)) {
      return document.readAllBytes();
    }
  }
}
