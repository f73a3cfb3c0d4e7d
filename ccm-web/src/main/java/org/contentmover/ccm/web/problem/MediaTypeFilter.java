package org.contentmover.ccm.web.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Optional;

/** Refuses what names a media type that is none, before each server does in its own way. */
public class MediaTypeFilter extends ProblemFilter {
  private static final long serialVersionUID = 1L;

  @Override
  Optional<Problem> problem(HttpServletRequest request) {
    return MediaTypeHeaders.problem(
        request.getHeader("Content-Type"), Collections.list(request.getHeaders("Accept")));
  }
}
