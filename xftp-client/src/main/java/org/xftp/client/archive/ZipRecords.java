package org.xftp.client.archive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/**
 * The records of a ZIP file (PKWARE's APPNOTE) whose length is known before any of its files is read: contents are
 * stored blocks of DEFLATE, of which the length follows from the file's, and checksums stand behind them. Any program
 * that unpacks ZIP can read it, as a stream too. Sizes and places from 4 GiB on are written as Zip64.
 */
final class ZipRecords {
    private static final long MAX_32 = 0xffffffffL;
    private static final int MAX_16 = 0xffff;
    private static final int LOCAL = 30;
    private static final int CENTRAL = 46;
    private static final int TIME_EXTRA = 9;
    private static final int LOCAL_BIG_EXTRA = 20;
    private static final int CENTRAL_BIG_EXTRA = 28;
    private static final int END = 22;
    private static final int BIG_END = 56 + 20;
    private static final int UTF8 = 0x0800;
    private static final int CHECKSUM_FOLLOWS = 0x0008;
    private static final int DEFLATE = 8;

    private ZipRecords() {}

    /** In front of a member's content. */
    static ByteBuffer local(ArchiveMember member) {
        boolean big = isBig(member);
        byte[] name = member.encodedName();
        ByteBuffer record = allocate(LOCAL + name.length + TIME_EXTRA + (big ? LOCAL_BIG_EXTRA : 0));
        record.putInt(0x04034b50);
        common(record, member, big);
        record.putInt(0).putInt(big ? -1 : 0).putInt(big ? -1 : 0);
        record.putShort((short) name.length).putShort((short) (TIME_EXTRA + (big ? LOCAL_BIG_EXTRA : 0)));
        record.put(name);
        timeExtra(record, member);
        if (big) {
            record.putShort((short) 1).putShort((short) 16).putLong(member.size()).putLong(member.storedSize());
        }
        return record.flip();
    }

    /** Behind the content of a member that has any. */
    static ByteBuffer descriptor(ArchiveMember member, int checksum) {
        boolean big = isBig(member);
        ByteBuffer record = allocate(descriptorLength(member));
        record.putInt(0x08074b50).putInt(checksum);
        if (big) {
            record.putLong(member.storedSize()).putLong(member.size());
        } else {
            record.putInt((int) member.storedSize()).putInt((int) member.size());
        }
        return record.flip();
    }

    /** In the directory at the end. */
    static ByteBuffer central(ArchiveMember member, int checksum, long offset) {
        boolean big = isBig(member) || offset >= MAX_32;
        byte[] name = member.encodedName();
        ByteBuffer record = allocate(centralLength(member, offset));
        record.putInt(0x02014b50).putShort((short) (3 << 8 | 45));
        common(record, member, big);
        record.putInt(checksum).putInt(big ? -1 : (int) member.storedSize()).putInt(big ? -1 : (int) member.size());
        record.putShort((short) name.length).putShort((short) (TIME_EXTRA + (big ? CENTRAL_BIG_EXTRA : 0)));
        record.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(attributes(member));
        record.putInt(big ? -1 : (int) offset).put(name);
        timeExtra(record, member);
        if (big) {
            record.putShort((short) 1).putShort((short) 24).putLong(member.size()).putLong(member.storedSize())
                    .putLong(offset);
        }
        return record.flip();
    }

    /** Behind the directory. */
    static ByteBuffer end(long count, long directory, long length) {
        boolean big = isBigEnd(count, directory, length);
        ByteBuffer record = allocate(endLength(count, directory, length));
        if (big) {
            record.putInt(0x06064b50).putLong(44).putShort((short) (3 << 8 | 45)).putShort((short) 45).putInt(0)
                    .putInt(0).putLong(count).putLong(count).putLong(length).putLong(directory);
            record.putInt(0x07064b50).putInt(0).putLong(directory + length).putInt(1);
        }
        short shortCount = (short) (big ? MAX_16 : count);
        record.putInt(0x06054b50).putShort((short) 0).putShort((short) 0).putShort(shortCount).putShort(shortCount);
        record.putInt(big ? -1 : (int) length).putInt(big ? -1 : (int) directory).putShort((short) 0);
        return record.flip();
    }

    /** Bytes from the beginning of a member's record to that of the next. */
    static long length(ArchiveMember member) {
        int header = LOCAL + member.encodedName().length + TIME_EXTRA + (isBig(member) ? LOCAL_BIG_EXTRA : 0);
        return header + member.storedSize() + (member.size() == 0 ? 0 : descriptorLength(member));
    }

    static int centralLength(ArchiveMember member, long offset) {
        boolean big = isBig(member) || offset >= MAX_32;
        return CENTRAL + member.encodedName().length + TIME_EXTRA + (big ? CENTRAL_BIG_EXTRA : 0);
    }

    static int endLength(long count, long directory, long length) {
        return END + (isBigEnd(count, directory, length) ? BIG_END : 0);
    }

    private static boolean isBigEnd(long count, long directory, long length) {
        return count >= MAX_16 || directory >= MAX_32 || length >= MAX_32;
    }

    private static int descriptorLength(ArchiveMember member) {
        return isBig(member) ? 24 : 16;
    }

    private static boolean isBig(ArchiveMember member) {
        return member.storedSize() >= MAX_32;
    }

    /** Version, flags, method and time, as both headers have them. */
    private static void common(ByteBuffer record, ArchiveMember member, boolean big) {
        boolean empty = member.size() == 0;
        record.putShort((short) (big ? 45 : 20)).putShort((short) (UTF8 | (empty ? 0 : CHECKSUM_FOLLOWS)));
        record.putShort((short) (empty ? 0 : DEFLATE)).putInt(dosTime(member.modified()));
    }

    /** Seconds since 1970, which unlike the DOS time have no time zone. */
    private static void timeExtra(ByteBuffer record, ArchiveMember member) {
        long seconds = Math.clamp(TimeUnit.NANOSECONDS.toSeconds(member.modified()), 0, Integer.MAX_VALUE);
        record.putShort((short) 0x5455).putShort((short) 5).put((byte) 1).putInt((int) seconds);
    }

    private static int dosTime(long nanos) {
        LocalDateTime at = LocalDateTime.ofEpochSecond(TimeUnit.NANOSECONDS.toSeconds(nanos), 0, ZoneOffset.UTC);
        int year = Math.clamp(at.getYear(), 1980, 2107);
        return (year - 1980) << 25 | at.getMonthValue() << 21 | at.getDayOfMonth() << 16 | at.getHour() << 11
                | at.getMinute() << 5 | at.getSecond() / 2;
    }

    /** Unix mode in the upper half, the DOS directory bit in the lower. */
    private static int attributes(ArchiveMember member) {
        if (member.isDirectory()) {
            return 0040755 << 16 | 0x10;
        }
        return (member.executable() ? 0100755 : 0100644) << 16;
    }

    private static ByteBuffer allocate(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
