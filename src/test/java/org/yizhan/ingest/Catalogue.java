package org.yizhan.ingest;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.yizhan.article.Channel;

/** The channels that the files of {@code camel-routes/sources} declare. */
public final class Catalogue {

    private static final Path FOLDER = Path.of("camel-routes/sources");

    private Catalogue() {}

    /** By file, in the files' order. */
    public static Map<Path, List<Channel>> files() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            var all = new HashMap<Path, List<Channel>>();
            files.forEach(file -> all.put(file, channels(file)));
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of them. */
    public static List<Channel> channels() {
        return files().values().stream().flatMap(List::stream).toList();
    }

    /** The one whose route is called {@code id}. */
    public static Channel channel(String id) {
        return channels().stream()
                .filter(channel -> channel.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @SuppressWarnings("unchecked")
    private static List<Channel> channels(Path file) {
        try (Reader reader = Files.newBufferedReader(file)) {
            var routes = (List<Map<String, Map<String, Object>>>)
                    new Load(LoadSettings.builder().build()).loadFromReader(reader);
            return routes.stream()
                    .map(route -> channel(route.get("templatedRoute")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Channel channel(Map<String, Object> route) {
        var parameters = new HashMap<String, String>();
        ((List<Map<String, Object>>) route.get("parameters"))
                .forEach(one -> parameters.put((String) one.get("name"), (String) one.get("value")));
        String template = (String) route.get("routeTemplateRef");
        var kind = Channel.Kind.valueOf(template.toUpperCase(Locale.ROOT).replace('-', '_'));
        return new Channel((String) route.get("routeId"), kind, parameters.get("source"), parameters);
    }
}
