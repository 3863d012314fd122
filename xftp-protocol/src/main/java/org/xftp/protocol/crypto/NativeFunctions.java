package org.xftp.protocol.crypto;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Collections;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;

/**
 * Functions of a native library that take Java arrays where they are. Such a call holds up the garbage collector, so it
 * should get at most {@link #PIECE} bytes.
 *
 * <p>
 * All functions with as many parameters have one type here, as Java needs 3 ms to link the first function of each type:
 * they take pointers ({@link #number} makes one of a number) and return {@code long}. 64-bit machines pass pointers and
 * numbers alike; of {@code int} the lower half counts.
 */
record NativeFunctions(SymbolLookup symbols) {
    static final int PIECE = 65_536;

    /** A call of one function. */
    @FunctionalInterface
    interface Call {
        long run() throws Throwable;
    }

    /** Several calls with one outcome. */
    @FunctionalInterface
    interface Calls {
        boolean run() throws Throwable;
    }

    /** An engine made of these functions; empty when the library lacks one of them, or what they are to work with. */
    <T> Optional<T> engine(Function<NativeFunctions, T> constructor) {
        try {
            return Optional.of(constructor.apply(this));
        } catch (NoSuchElementException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    /**
     * A function with that many parameters, each {@link MemorySegment} for {@code invokeExact}, which returns
     * {@code long}: nothing of meaning where the function returns nothing.
     *
     * @throws NoSuchElementException when the library has no such function
     */
    @SuppressWarnings("restricted") // native access is the purpose
    MethodHandle bind(String name, int parameters) {
        FunctionDescriptor type = FunctionDescriptor.of(ValueLayout.JAVA_LONG,
                Collections.nCopies(parameters, ValueLayout.ADDRESS).toArray(AddressLayout[]::new));
        return Linker.nativeLinker().downcallHandle(symbols.find(name).orElseThrow(), type,
                Linker.Option.critical(true));
    }

    /** A number as a parameter. */
    static MemorySegment number(long value) {
        return MemorySegment.ofAddress(value);
    }

    static MemorySegment whole(byte[] bytes) {
        return MemorySegment.ofArray(bytes);
    }

    static MemorySegment part(byte[] bytes, int offset, int length) {
        return MemorySegment.ofArray(bytes).asSlice(offset, length);
    }

    /** The {@code int} that the function returned. */
    static int result(Call call) {
        try {
            return (int) call.run();
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** What the calls came to. */
    static boolean call(Calls calls) {
        try {
            return calls.run();
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /**
     * What the function made.
     *
     * @throws IllegalStateException when that is nothing
     */
    static MemorySegment object(Call creation) {
        try {
            return present(creation.run());
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** @throws IllegalStateException for the null pointer */
    static MemorySegment present(long pointer) {
        if (pointer == 0) {
            throw new IllegalStateException("a native library refused to make an object, or has no memory for one");
        }
        return MemorySegment.ofAddress(pointer);
    }

    /** Gives an object back through a function that does nothing else. */
    static void release(MethodHandle function, MemorySegment object) {
        try {
            var _ = (long) function.invokeExact(object);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** The object, which is given back in the same way once nobody has it any more. */
    @SuppressWarnings("restricted") // native access is the purpose
    static MemorySegment collected(MemorySegment object, MethodHandle release) {
        return object.reinterpret(Arena.ofAuto(), left -> release(release, left));
    }

    /** For what a method handle throws: never anything that belongs to its caller. */
    static IllegalStateException failed(Throwable cause) {
        return cause instanceof IllegalStateException known
                ? known
                : new IllegalStateException("a call of a native library failed", cause);
    }

    /** @throws IllegalStateException when the function returned something else */
    static void expect(int success, Call call) {
        if (result(call) != success) {
            throw new IllegalStateException("a native library refused its arguments");
        }
    }
}
