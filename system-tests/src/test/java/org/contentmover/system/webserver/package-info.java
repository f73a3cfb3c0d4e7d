/**
 * Real web servers whose document root is {@code live}. They have to be installed; part of the
 * profile {@code system}.
 */
package org.contentmover.system.webserver;
