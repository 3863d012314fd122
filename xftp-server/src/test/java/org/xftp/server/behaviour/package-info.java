/**
 * What the official relay answers, case by case ({@code behaviour/relay-behaviour.json}), asked of
 * ours over real connections, and further cases of our own.
 */
@NullMarked
package org.xftp.server.behaviour;

import org.jspecify.annotations.NullMarked;
