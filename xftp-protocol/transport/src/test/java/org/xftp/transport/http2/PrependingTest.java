package org.xftp.transport.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrependingTest {
    private static final byte[] BEGINNING = {9, 1, 2};

    private static ByteBuf waiting() {
        ByteBuf waiting = Unpooled.copiedBuffer(BEGINNING);
        waiting.skipBytes(1);
        return waiting;
    }

    private static ByteBuf bytes(int room, int count) {
        ByteBuf in = Unpooled.buffer(room + count).setIndex(room, room);
        for (int i = 0; i < count; i++) {
            in.writeByte(3 + i);
        }
        return in;
    }

    private static ByteBuf join(ByteBuf waiting, ByteBuf in) {
        return new Prepending().cumulate(UnpooledByteBufAllocator.DEFAULT, waiting, in);
    }

    @Test
    void theBeginningIsMovedInFrontOfWhatComesNext() {
        ByteBuf waiting = waiting();
        ByteBuf in = bytes(2, 3);

        ByteBuf joined = join(waiting, in);

        assertThat(joined).isSameAs(in).isEqualTo(Unpooled.wrappedBuffer(new byte[]{1, 2, 3, 4, 5}));
        assertThat(waiting.refCnt()).isZero();
        joined.release();
    }

    /** No room in front, and bytes that trickle in: they would move the beginning again and again. */
    @ParameterizedTest
    @CsvSource({"1, 3", "2, 1"})
    void elseWhatComesNextIsAppended(int room, int count) {
        ByteBuf in = bytes(room, count);
        ByteBuf expected = Unpooled.wrappedBuffer(Unpooled.wrappedBuffer(new byte[]{1, 2}), in.copy());

        ByteBuf joined = join(waiting(), in);

        assertThat(joined).isNotSameAs(in).isEqualTo(expected);
        assertThat(in.refCnt()).isZero();
        joined.release();
    }
}
