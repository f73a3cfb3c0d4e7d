/**
 * The REST API, one resource class per noun (UI-2), and the endpoints servers use
 * (docs/protocol/distribution.md). Resources translate between HTTP and the application services of
 * the CCM; they decide nothing.
 */
package org.contentmover.ccm.web.api;
