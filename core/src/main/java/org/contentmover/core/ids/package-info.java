/**
 * Names and addresses that every machine speaks of. Immutable values, safe for any thread; made
 * only when they are valid, so nothing behind them checks a name again.
 */
package org.contentmover.core.ids;
