/**
 * Serves the live version of hosted sites, read-only, at {@code /live/<hosted site>/…}: one
 * request, one version, whatever is switched or pruned meanwhile (CI-2, CI-3).
 */
package org.contentmover.agent.live;
