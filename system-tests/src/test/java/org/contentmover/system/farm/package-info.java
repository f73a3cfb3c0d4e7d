/** The farm of real processes as tests use it. */
package org.contentmover.system.farm;
