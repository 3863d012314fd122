package org.xftp.benchmarks.process;

import org.xftp.protocol.command.EntityId;
import org.xftp.protocol.crypto.Ed25519PrivateKey;

/** What fetches a chunk again. */
record StoredChunk(EntityId recipient, Ed25519PrivateKey key) {}
