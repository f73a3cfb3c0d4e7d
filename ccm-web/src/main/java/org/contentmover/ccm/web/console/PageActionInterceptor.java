package org.contentmover.ccm.web.console;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import java.util.Optional;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.web.problem.Problem;
import org.contentmover.ccm.web.problem.Problems;
import org.contentmover.ccm.web.security.Caller;
import org.contentmover.ccm.web.security.Permission;

/**
 * Hiding a button is courtesy, this is the rule: an action is refused to whoever lacks its
 * permission. A refusal of the CCM becomes a message and the page stays; a fault goes on to the
 * error page.
 */
@Interceptor
@PageAction(Permission.READ)
@Priority(Interceptor.Priority.APPLICATION)
public class PageActionInterceptor implements Serializable {
  private static final long serialVersionUID = 1L;

  @AroundInvoke
  Object perform(InvocationContext action) throws Exception {
    Permission needed = action.getMethod().getAnnotation(PageAction.class).value();
    try {
      // Looked up per call: a page's bean is serialised with its interceptors, a request is not.
      if (!CDI.current().select(Caller.class).get().may(needed)) {
        throw needed.missing();
      }
      return action.proceed();
    } catch (RuntimeException failure) {
      Optional<Problem> problem = Problems.of(failure, true);
      if (problem.isEmpty()) {
        throw failure;
      }
      show(failure, problem.get());
      return null;
    }
  }

  private static void show(RuntimeException failure, Problem problem) {
    if (failure instanceof Invalid invalid) {
      Messages.errorOf(invalid.field(), "Allowed is " + invalid.allowed() + ".");
    } else {
      Messages.error(problem.detail());
    }
  }
}
