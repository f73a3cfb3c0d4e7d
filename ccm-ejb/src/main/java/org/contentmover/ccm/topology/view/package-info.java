/** Segments and servers as callers see and report them. */
package org.contentmover.ccm.topology.view;
