package org.xftp.transport.http2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.ByteToMessageDecoder;

/**
 * Joins the beginning of a frame that waits for its end with the bytes that come next, by moving it in front of them
 * where they have room there: the beginning is the smaller part then, and the only one that is copied.
 */
final class Prepending implements ByteToMessageDecoder.Cumulator {
    @Override
    public ByteBuf cumulate(ByteBufAllocator allocator, ByteBuf waiting, ByteBuf in) {
        int n = waiting.readableBytes();
        if (n > in.readerIndex() || n > in.readableBytes() || in.isReadOnly() || in.refCnt() > 1) {
            return ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(allocator, waiting, in);
        }
        in.readerIndex(in.readerIndex() - n);
        in.setBytes(in.readerIndex(), waiting, waiting.readerIndex(), n);
        waiting.release();
        return in;
    }
}
