package org.yizhan.routes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the routes are: a folder, or the copy that comes with the program.
 *
 * <p>The files of the copy are named one by one, as the jar's table of contents lists them: a pattern would have Camel read through the
 * whole jar, which takes it seconds.
 */
public final class RouteFiles {

    static final String ENDING = ".camel.yaml";

    private static final String DEFAULT = "camel-routes";
    private static final String COPY = "/camel-routes";
    private static final String SOURCES = "sources/";

    private final Optional<Path> folder;

    private RouteFiles(Optional<Path> folder) {
        this.folder = folder;
    }

    /**
     * Those in {@code folder} where there is one, the copy where none was asked for.
     *
     * @throws IllegalArgumentException where a folder was asked for by name and is not there
     */
    public static RouteFiles in(String folder) {
        if (Files.isDirectory(Path.of(folder))) {
            return new RouteFiles(Optional.of(Path.of(folder)));
        }
        if (folder.equals(DEFAULT)) {
            return new RouteFiles(Optional.empty());
        }
        throw new IllegalArgumentException("yizhan.routes is '" + folder + "'; give a folder of routes");
    }

    /** The pattern by which Camel finds the stages' routes. */
    public String stages() {
        return folder.map(path -> "file:" + path + "/*" + ENDING)
                .orElseGet(() -> String.join(
                        ",",
                        copy().filter(name -> !name.startsWith(SOURCES))
                                .map(name -> "classpath:camel-routes/" + name)
                                .toList()));
    }

    /** The folder of source files; empty where the copy is used, which never changes. */
    Optional<Path> sourceFolder() {
        return folder.map(path -> path.resolve(SOURCES));
    }

    /** The copy's source files, by name. */
    static Map<String, String> copiedSources() {
        var texts = new LinkedHashMap<String, String>();
        copy().filter(name -> name.startsWith(SOURCES))
                .forEach(name -> texts.put(name.substring(SOURCES.length()), text(COPY + "/" + name)));
        return texts;
    }

    private static String text(String resource) {
        try (InputStream in = RouteFiles.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not in the program");
            }
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " can't be read", e);
        }
    }

    /** The names of the copy's files below its folder, in flow order, the sources last. */
    static Stream<String> copy() {
        URL copy = RouteFiles.class.getResource(COPY);
        if (copy == null) {
            throw new IllegalStateException(
                    "there are no routes in the program; set YIZHAN_ROUTES to a folder of them");
        }
        try {
            return below(copy.toURI()).stream();
        } catch (IOException e) {
            throw new UncheckedIOException("the routes in the program can't be read: " + e.getMessage(), e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("no place for routes: " + copy, e);
        }
    }

    private static List<String> below(URI place) throws IOException {
        if (!place.getScheme().equals("jar")) {
            return below(Path.of(place));
        }
        try (FileSystem jar = FileSystems.newFileSystem(place, Map.of())) {
            return below(jar.getPath(COPY));
        }
    }

    private static List<String> below(Path place) throws IOException {
        try (Stream<Path> files = Files.walk(place, 2)) {
            return files.map(file -> place.relativize(file).toString())
                    .filter(name -> name.endsWith(ENDING))
                    .sorted()
                    .toList();
        }
    }
}
