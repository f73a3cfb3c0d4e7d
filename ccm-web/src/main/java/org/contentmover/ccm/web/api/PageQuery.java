package org.contentmover.ccm.web.api;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import org.contentmover.ccm.paging.Page;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.problem.Invalid;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/**
 * Which page of a list a request asks for, and the links of the answer. The numbers are texts here
 * because JAX-RS would answer a malformed one with 404.
 */
public class PageQuery {
  /** With pages of {@link PageRequest#MAX_LIMIT} the offset stays below 2^31. */
  private static final int MAX_PAGE = 1_000_000;

  @QueryParam("page")
  @DefaultValue("1")
  @Parameter(
      description = "Which page, the first is 1",
      schema = @Schema(type = SchemaType.INTEGER, minimum = "1", defaultValue = "1"))
  String page;

  @QueryParam("size")
  @DefaultValue("50")
  @Parameter(
      description = "How many items at most",
      schema =
          @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "500", defaultValue = "50"))
  String size;

  @Context UriInfo uri;

  PageRequest request() {
    return new PageRequest((pageNumber() - 1) * pageSize(), pageSize());
  }

  <T> Listing<T> answer(Page<T> found) {
    int current = pageNumber();
    int limit = pageSize();
    int last = (int) Math.max(1, (found.total() + limit - 1) / limit);
    return new Listing<>(
        found.items(),
        current,
        limit,
        found.total(),
        new PageLinks(
            link(current),
            link(1),
            current > 1 ? link(Math.min(current - 1, last)) : null,
            current < last ? link(current + 1) : null,
            link(last)));
  }

  /** For nouns of which there are few: the service gives all of them. */
  <T> Listing<T> answer(List<T> all) {
    PageRequest wanted = request();
    List<T> items = all.stream().skip(wanted.offset()).limit(wanted.limit()).toList();
    return answer(Page.of(items, wanted, all.size()));
  }

  private String link(int number) {
    URI target = uri.getRequestUriBuilder().replaceQueryParam("page", number).build();
    return target.getRawPath() + "?" + target.getRawQuery();
  }

  private int pageNumber() {
    return number("page", page, MAX_PAGE);
  }

  private int pageSize() {
    return number("size", size, PageRequest.MAX_LIMIT);
  }

  private static int number(String field, String text, int max) {
    if (!text.matches("[0-9]{1,7}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > max) {
      throw new Invalid(field, text, "a whole number from 1 to " + max);
    }
    return Integer.parseInt(text);
  }
}
