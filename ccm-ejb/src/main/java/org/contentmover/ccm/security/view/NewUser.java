package org.contentmover.ccm.security.view;

import java.util.Set;

/** An account to be created. The password has 10 to 200 characters. */
public record NewUser(String name, String password, Set<Role> roles) {
  @Override
  public String toString() {
    return "NewUser[name=" + name + ", roles=" + roles + "]";
  }
}
