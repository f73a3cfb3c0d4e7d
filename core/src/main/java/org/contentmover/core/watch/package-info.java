/** When a tree that people work in is finished for now (CM-10). */
package org.contentmover.core.watch;
