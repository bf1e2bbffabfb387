package org.yizhan.ops.console;

import static java.util.Objects.requireNonNull;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.yizhan.ops.Answer;
import org.yizhan.ops.Entry;
import org.yizhan.ops.Paths;

/**
 * The style sheets and scripts of the screens. Their addresses carry a sum of their content, so that browsers may keep
 * them for ever.
 */
public final class Shelf {

    private static final Map<String, String> TYPES =
            Map.of("css", "text/css; charset=utf-8", "js", "text/javascript; charset=utf-8", "svg", "image/svg+xml");

    /** Where each of ours comes from. */
    private static final Map<String, String> FILES = Map.of(
            "favicon.svg", "/static/favicon.svg",
            "style.css", "/static/ops/style.css",
            "live.js", "/static/ops/live.js",
            "tables.js", "/static/ops/tables.js",
            "uplot.js", "/META-INF/resources/webjars/uplot/1.6.30/dist/uPlot.iife.min.js");

    private static final Map<String, String> ADDRESSES =
            FILES.keySet().stream().collect(Collectors.toMap(name -> name, Shelf::summed));

    private Shelf() {}

    static void mount(Paths paths) {
        FILES.forEach((name, resource) -> {
            String type = requireNonNull(TYPES.get(name.substring(name.lastIndexOf('.') + 1)));
            var answer = new Answer(
                    200, type, read(resource), Map.of("Cache-Control", "public, max-age=31536000, immutable"));
            paths.open(Entry.STATIC + name, context -> answer.send(context.response()));
        });
    }

    /** Where a browser gets the file of this name. */
    static String address(String name) {
        return ADDRESSES.getOrDefault(name, Entry.STATIC + name);
    }

    private static String summed(String name) {
        var sum = new CRC32();
        sum.update(read(requireNonNull(FILES.get(name))).getBytes());
        return Entry.STATIC + name + "?" + Long.toHexString(sum.getValue());
    }

    private static Buffer read(String path) {
        try (var stream = Shelf.class.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalStateException("the program lacks " + path);
            }
            return Buffer.buffer(stream.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
