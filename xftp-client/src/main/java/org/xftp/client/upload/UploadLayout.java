package org.xftp.client.upload;

/**
 * How uploads lie on relays.
 *
 * @param replicas relays that each chunk is put on, 1 or more
 * @param exactRecipients whether relays learn the number of recipients
 */
public record UploadLayout(int replicas, boolean exactRecipients) {
    private static final int FEWEST_KEYS = 4;
    private static final int MOST_ROUNDED = 1 << 30;

    public UploadLayout {
        if (replicas < 1) {
            throw new IllegalArgumentException("at least one replica is needed");
        }
    }

    /**
     * How many recipients' keys a chunk is registered with: the next power of two from 4 on, as official apps do, so
     * that relays cannot tell how many there are (docs/PROTOCOL.md section 7).
     */
    int keys(int recipients) {
        if (exactRecipients || recipients > MOST_ROUNDED) {
            return recipients;
        }
        int power = Integer.highestOneBit(recipients);
        return Math.max(FEWEST_KEYS, power == recipients ? power : power << 1);
    }
}
