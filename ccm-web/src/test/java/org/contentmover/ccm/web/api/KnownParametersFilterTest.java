package org.contentmover.ccm.web.api;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.contentmover.ccm.web.json.FieldError;
import org.contentmover.ccm.web.json.InvalidDocumentException;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ContainerRequest;
import org.junit.jupiter.api.Test;

class KnownParametersFilterTest {
  @Test
  void shouldRefuseAMisspeltParameterThatWouldHaveHadARunWait() {
    assertEquals(
        List.of(
            new FieldError(
                "comitAt", "is not known here; the parameters are commitAt, evenIfPinned, hold")),
        refused(JobResource.class, "start", "comitAt=2030-01-31T12:00:00Z"));
  }

  @Test
  void shouldNameEveryParameterThatCannotBeUsed() {
    assertEquals(
        List.of(
            new FieldError(
                "actve", "is not known here; the parameters are active, job, page, site, size"),
            new FieldError("site", "is given more than once")),
        refused(RunResource.class, "list", "actve=true&site=a&site=b&page=2"));
  }

  @Test
  void shouldSayWhereThereIsNoneAtAll() {
    assertEquals(
        List.of(new FieldError("force", "is not known here; there are no parameters")),
        refused(JobResource.class, "remove", "force=true"));
  }

  @Test
  void shouldTakeWhatIsKnown() {
    assertDoesNotThrow(() -> ask(JobResource.class, "start", "hold=true&commitAt=x"));
    assertDoesNotThrow(() -> ask(RunResource.class, "list", "page=2&size=7&active=true"));
    assertDoesNotThrow(() -> ask(JobResource.class, "remove", null));
  }

  @Test
  void shouldIgnoreWhatANewerServerSaysBesides() {
    assertDoesNotThrow(() -> ask(SiteContentResource.class, "content", "version=1&since=3"));
  }

  private static List<FieldError> refused(Class<?> resource, String method, String query) {
    return assertThrows(InvalidDocumentException.class, () -> ask(resource, method, query))
        .errors();
  }

  private static void ask(Class<?> resource, String name, String query) {
    KnownParametersFilter filter = new KnownParametersFilter();
    filter.resource = new Matched(resource, name);
    URI base = URI.create("http://ccm/api/v1/");
    URI asked = base.resolve("x" + (query == null ? "" : "?" + query));
    filter.filter(
        new ContainerRequest(base, asked, "POST", null, new MapPropertiesDelegate(), null));
  }

  private record Matched(Class<?> resource, String name) implements ResourceInfo {
    @Override
    public Method getResourceMethod() {
      return Arrays.stream(resource.getDeclaredMethods())
          .filter(method -> method.getName().equals(name))
          .findFirst()
          .orElseThrow();
    }

    @Override
    public Class<?> getResourceClass() {
      return resource;
    }
  }
}
