package org.contentmover.ccm.web.security;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;

/**
 * Refuses an action of a page to whoever lacks its {@link Requires}: hiding the button is courtesy,
 * this is the rule.
 */
@Interceptor
@Requires(Permission.READ)
@Priority(Interceptor.Priority.APPLICATION)
public class PageAccessInterceptor implements Serializable {
  private static final long serialVersionUID = 1L;

  @AroundInvoke
  Object refuseUnlessGranted(InvocationContext call) throws Exception {
    Requires requires = call.getMethod().getAnnotation(Requires.class);
    if (requires != null) {
      // Looked up per call: a page's bean is serialised with its interceptors, a request is not.
      Caller caller = CDI.current().select(Caller.class).get();
      ApiAccessFilter.refuseUnless(caller.may(requires.value()), requires.value());
    }
    return call.proceed();
  }
}
