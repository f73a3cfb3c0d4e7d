/**
 * Authentication of a segment (EL-7, LD-9, LD-12): seals whole datagrams after a machine wrote them
 * and opens them before a machine reads them, so that no machine knows of keys.
 * docs/protocol/security.md has the layouts, the threats and the counters. Pure and owned by one
 * thread, like every machine.
 */
package org.contentmover.core.guard;
