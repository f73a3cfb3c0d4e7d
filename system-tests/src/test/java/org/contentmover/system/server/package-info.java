/**
 * The built archives on the servers they are made for, WildFly and Payara alike. {@code
 * arquillian.xml} names the servers; nothing in here knows which one it talks to.
 */
package org.contentmover.system.server;
