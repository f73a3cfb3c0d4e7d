/**
 * The few things done to a file system, as one narrow interface: so that every one of them can be
 * counted, made to fail, or be the moment of a crash (CI-5).
 */
package org.contentmover.content.disk;
