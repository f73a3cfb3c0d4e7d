/**
 * Records from and to JSON by JSON-P alone. The two servers bring different JSON-B providers with
 * different opinions on unknown fields, nulls and order; requests and answers must not depend on
 * which one runs. No state, no threads.
 */
package org.contentmover.ccm.web.json;
