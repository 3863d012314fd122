package org.xftp.client.files;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A file or directory with all that is in it. */
public final class FileTree {
    private FileTree() {}

    /** Removes all of it, of links the link alone; what is not there need not be removed. */
    public static void remove(Path tree) throws IOException {
        if (Files.notExists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
                Files.delete(path);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path path, @Nullable IOException e) throws IOException {
                Files.delete(path);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Whether nothing is there but, at most, a file without bytes or a directory without files. */
    public static boolean isEmpty(Path tree) throws IOException {
        if (Files.notExists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        if (!Files.isDirectory(tree, LinkOption.NOFOLLOW_LINKS)) {
            return Files.isRegularFile(tree, LinkOption.NOFOLLOW_LINKS) && Files.size(tree) == 0;
        }
        try (Stream<Path> children = Files.list(tree)) {
            return children.findAny().isEmpty();
        }
    }
}
