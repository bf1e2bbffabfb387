package org.yizhan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where the routes are: a folder, or the copy that comes with the program.
 *
 * <p>The files of the copy are named one by one, as the jar's table of contents lists them: a pattern would have Camel read through the
 * whole jar, which takes it seconds.
 */
final class RouteFiles {

    private static final String DEFAULT = "camel-routes";
    private static final String COPY = "/camel-routes";

    private RouteFiles() {}

    /**
     * The pattern by which Camel finds them: in {@code folder} where there is one, in the copy where none was asked for.
     *
     * @throws IllegalArgumentException where a folder was asked for by name and is not there
     */
    static String pattern(String folder) {
        if (Files.isDirectory(Path.of(folder))) {
            return "file:" + folder + "/*.camel.yaml,file:" + folder + "/sources/*.camel.yaml";
        }
        if (folder.equals(DEFAULT)) {
            return String.join(",", copy());
        }
        throw new IllegalArgumentException("yizhan.routes is '" + folder + "'; give a folder of routes");
    }

    /** The places of the copy's files as Camel writes them, in flow order, the sources last. */
    static List<String> copy() {
        URL folder = RouteFiles.class.getResource(COPY);
        if (folder == null) {
            throw new IllegalStateException(
                    "there are no routes in the program; set YIZHAN_ROUTES to a folder of them");
        }
        try {
            return below(folder.toURI());
        } catch (IOException e) {
            throw new UncheckedIOException("the routes in the program can't be read: " + e.getMessage(), e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("no place for routes: " + folder, e);
        }
    }

    private static List<String> below(URI folder) throws IOException {
        if (!folder.getScheme().equals("jar")) {
            return below(Path.of(folder));
        }
        try (FileSystem jar = FileSystems.newFileSystem(folder, Map.of())) {
            return below(jar.getPath(COPY));
        }
    }

    private static List<String> below(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder, 2)) {
            return files.map(file -> folder.relativize(file).toString())
                    .filter(name -> name.endsWith(".camel.yaml"))
                    .sorted()
                    .map(name -> "classpath:camel-routes/" + name)
                    .toList();
        }
    }
}
