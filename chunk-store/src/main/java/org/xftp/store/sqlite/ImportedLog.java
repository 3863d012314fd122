package org.xftp.store.sqlite;

/**
 * The store log of an official relay whose records an index holds.
 *
 * @param mark tells the log from what another program made of it later; one short line
 * @param complete whether every record could be taken over and the bodies fitted them, so that a body without a record
 *     is one that nobody wants
 */
public record ImportedLog(String mark, boolean complete) {}
