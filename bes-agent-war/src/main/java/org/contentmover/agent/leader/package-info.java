/**
 * What this server does when the CCM tells it to: fetch, pass on to other leaders, distribute in
 * its segment, report (DT-2 to DT-8); and what it tells the CCM about the segment it leads (EL-10).
 */
package org.contentmover.agent.leader;
