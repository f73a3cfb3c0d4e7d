/**
 * Bad input in a segment of network namespaces: real sockets, and a process of its own for each
 * member and each adversary. docs/protocol/security.md lists what each test is about.
 */
package org.contentmover.system.lab;
