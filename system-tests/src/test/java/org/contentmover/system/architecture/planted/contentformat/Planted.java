package org.contentmover.system.architecture.planted.contentformat;

import java.net.http.HttpClient;

/** Each record breaks the rule of its module on purpose. */
public final class Planted {

  private Planted() {}

  record KnowsHttp(HttpClient client) {}
}
