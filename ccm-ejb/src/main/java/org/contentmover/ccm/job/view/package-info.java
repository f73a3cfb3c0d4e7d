/** Jobs as callers see them. */
package org.contentmover.ccm.job.view;
