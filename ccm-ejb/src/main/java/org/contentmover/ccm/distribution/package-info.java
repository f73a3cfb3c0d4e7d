/** The dialogue with the leaders: who is told, who serves whom, what is reported (DT-1 to DT-8). */
package org.contentmover.ccm.distribution;
