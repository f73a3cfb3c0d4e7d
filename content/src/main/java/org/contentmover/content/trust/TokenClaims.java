package org.contentmover.content.trust;

import java.util.Objects;

/**
 * What a token says, apart from its times (docs/protocol/distribution.md, "Who proves what").
 *
 * @param issuer who speaks: a server's name, or "ccm"
 * @param audience whom it is for: a server's name, "ccm", or "fetch"
 * @param scope what it allows, for example "agent"; null when the audience alone decides
 * @param subject the one thing it is about, for example an assignment; null when nothing in
 *     particular
 */
public record TokenClaims(String issuer, String audience, String scope, String subject) {
  public TokenClaims {
    Objects.requireNonNull(issuer, "issuer");
    Objects.requireNonNull(audience, "audience");
  }
}
