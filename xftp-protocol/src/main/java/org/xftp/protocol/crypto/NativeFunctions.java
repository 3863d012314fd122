package org.xftp.protocol.crypto;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;

/**
 * Functions of a native library that take Java arrays where they are. Such a call holds up the garbage collector, so it
 * should get at most {@link #PIECE} bytes.
 */
record NativeFunctions(SymbolLookup symbols) {
    static final int PIECE = 65_536;

    /** A call of a function that returns int. */
    @FunctionalInterface
    interface Call {
        int run() throws Throwable;
    }

    /** A call of a function that returns a pointer. */
    @FunctionalInterface
    interface Creation {
        MemorySegment run() throws Throwable;
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
     * A function that returns int. Parameters are p: pointer, n: 64-bit number, i: int.
     *
     * @throws NoSuchElementException when the library has no such function
     */
    MethodHandle bind(String name, String parameters) {
        return bind(name, FunctionDescriptor.of(ValueLayout.JAVA_INT, layouts(parameters)));
    }

    /** The same for a function that returns a pointer. */
    MethodHandle bindPointer(String name, String parameters) {
        return bind(name, FunctionDescriptor.of(ValueLayout.ADDRESS, layouts(parameters)));
    }

    /** A function that takes a pointer and returns nothing. */
    MethodHandle bindRelease(String name) {
        return bind(name, FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));
    }

    @SuppressWarnings("restricted") // native access is the purpose
    private MethodHandle bind(String name, FunctionDescriptor type) {
        return Linker.nativeLinker().downcallHandle(symbols.find(name).orElseThrow(), type,
                Linker.Option.critical(true));
    }

    private static MemoryLayout[] layouts(String parameters) {
        return parameters.chars().mapToObj(kind -> switch (kind) {
            case 'p' -> ValueLayout.ADDRESS;
            case 'n' -> ValueLayout.JAVA_LONG;
            default -> ValueLayout.JAVA_INT;
        }).toArray(MemoryLayout[]::new);
    }

    static MemorySegment whole(byte[] bytes) {
        return MemorySegment.ofArray(bytes);
    }

    static MemorySegment part(byte[] bytes, int offset, int length) {
        return MemorySegment.ofArray(bytes).asSlice(offset, length);
    }

    /** What the function returned. */
    static int result(Call call) {
        try {
            return call.run();
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
    static MemorySegment object(Creation creation) {
        try {
            return present(creation.run());
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** @throws IllegalStateException for the null pointer */
    static MemorySegment present(MemorySegment object) {
        if (object.address() == 0) {
            throw new IllegalStateException("a native library refused to make an object, or has no memory for one");
        }
        return object;
    }

    /** Gives an object back through a function of {@link #bindRelease}. */
    static void release(MethodHandle function, MemorySegment object) {
        try {
            function.invokeExact(object);
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
