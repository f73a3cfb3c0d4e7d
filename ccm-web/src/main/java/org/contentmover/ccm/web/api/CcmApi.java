package org.contentmover.ccm.web.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;
import org.contentmover.ccm.web.json.JsonRequestReader;
import org.contentmover.ccm.web.json.JsonResponseWriter;
import org.contentmover.ccm.web.json.MissingBodyFilter;
import org.contentmover.ccm.web.problem.ProblemMapper;
import org.contentmover.ccm.web.security.ApiAccessFilter;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

/**
 * The REST API (UI-2). Its classes are listed and not searched for, so that both servers offer the
 * same and nothing else.
 */
@ApplicationPath("/api/v1")
@OpenAPIDefinition(
    info =
        @Info(
            title = "Content Mover",
            version = "1",
            description =
                "What the CCM knows and does. Errors are RFC 9457 problems. Lists are paged by page and"
                    + " size. A change sends the ETag of what it is based on as If-Match."),
    security = {@SecurityRequirement(name = "person"), @SecurityRequirement(name = "server")})
@SecurityScheme(
    securitySchemeName = "person",
    type = SecuritySchemeType.HTTP,
    scheme = "basic",
    description = "A person's account.")
@SecurityScheme(
    securitySchemeName = "server",
    type = SecuritySchemeType.HTTP,
    scheme = "bearer",
    bearerFormat = "JWT",
    description =
        "A server's token, signed with its own key; for POST /enrolments the one-time enrolment"
            + " token.")
public class CcmApi extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        AssignmentResource.class,
        AuditResource.class,
        CcmKeysResource.class,
        CheckpointResource.class,
        CheckpointScheduleResource.class,
        ContentGroupResource.class,
        ContentStoreResource.class,
        DistributionResource.class,
        EnrolmentResource.class,
        EnrolmentTokenResource.class,
        GroupConfigurationResource.class,
        GroupHooksResource.class,
        GroupSealingResource.class,
        HotContentResource.class,
        JobResource.class,
        OpenApiResource.class,
        PreviewResource.class,
        RunResource.class,
        SegmentKeysResource.class,
        SegmentResource.class,
        ServerResource.class,
        SiteResource.class,
        SiteContentResource.class,
        SiteScrubResource.class,
        StagingAreaResource.class,
        UserResource.class,
        ApiAccessFilter.class,
        IdConverter.class,
        JsonRequestReader.class,
        JsonResponseWriter.class,
        KnownParametersFilter.class,
        MissingBodyFilter.class,
        ProblemMapper.class,
        RevisionTag.class);
  }

  /**
   * Jersey would describe the application in WADL beside OpenAPI; RESTEasy does not know the key.
   */
  @Override
  public Map<String, Object> getProperties() {
    return Map.of("jersey.config.server.wadl.disableWadl", true);
  }
}
