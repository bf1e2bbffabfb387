package org.yizhan.ops.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yizhan.http.Language;
import org.yizhan.http.QueryString;
import org.yizhan.ingest.poll.SourceState;
import org.yizhan.ops.Trouble;

/** A value of a deed's detail as a person reads it: words in the reader's language, times as screens show them. */
final class DeedValue {

    private static final Pattern TIME =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,9})?)?Z");
    private static final Pattern SPAN = Pattern.compile("PT?[0-9][0-9DTHMS.]*");

    /** Bytes that were written over. */
    private static final Pattern SIZED = Pattern.compile("[0-9]+ bytes, checksum [0-9a-f]{8}");

    private static final Pattern CAMEL = Pattern.compile("[a-z]+(?:[A-Z][a-z]+)+");

    private final Screen screen;

    private final String action;

    /** @param action the deed's, which says whose state or kind a word means; empty where there is none */
    DeedValue(Screen screen, String action) {
        this.screen = screen;
        this.action = action;
    }

    /** @param name of the field, which says what a number counts */
    String said(String name, JsonNode value) {
        if (value.isObject()) {
            return value.properties().stream()
                    .map(field -> pair(field.getKey(), said(field.getKey(), field.getValue())))
                    .collect(Collectors.joining(screen.say("；", "; ")));
        }
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(one -> said(name, one))
                    .collect(Collectors.joining(screen.say("、", ", ")));
        }
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        return value.isIntegralNumber() && name.startsWith("bytes")
                ? screen.bytes(value.longValue())
                : text(name, value.asText());
    }

    private String text(String name, String text) {
        if (name.equals("filter")) {
            return filter(text);
        }
        Optional<String> word = word(name, text);
        if (word.isPresent()) {
            return word.get();
        }
        try {
            if (TIME.matcher(text).matches()) {
                return screen.moment(Instant.parse(text));
            }
            if (SPAN.matcher(text).matches()) {
                return screen.span(Duration.parse(text));
            }
        } catch (DateTimeException noTime) {
            return screen.line(text);
        }
        return SIZED.matcher(text).matches() ? screen.said(text).text() : screen.line(screen.word(text));
    }

    /** A word of our own whose meaning hangs on the field and the deed. */
    private Optional<String> word(String name, String text) {
        return switch (name) {
            case "stage" -> Optional.of(screen.word("stage", text));
            case "error" -> Optional.of(screen.word("fault", text));
            case "kind" -> Trouble.Kind.of(text).map(kind -> screen.say(KindWords.title(Language.ZH, kind), text));
            case "state" -> state(text);
            default -> Optional.empty();
        };
    }

    private Optional<String> state(String text) {
        if (action.endsWith("-order") && text.equals("open")) {
            return Optional.of(screen.say("进行中", text));
        }
        return action.contains("-source")
                ? SourceState.of(text).map(new SourceWording(screen, UnaryOperator.identity())::state)
                : Optional.empty();
    }

    String filter(String query) {
        Stream<Map.Entry<String, String>> parameters = QueryString.parse(query).entries().stream();
        return parameters
                .map(one -> pair(one.getKey(), text(one.getKey(), one.getValue())))
                .collect(Collectors.joining(screen.say("；", "; ")));
    }

    private String pair(String name, String value) {
        return name(name) + screen.say("：", ": ") + value;
    }

    /** A field's name: {@code bytesAfter} is read as bytes after. */
    String name(String field) {
        String word = CAMEL.matcher(field).matches() ? field.replaceAll("([A-Z])", " $1") : field;
        return screen.say(screen.word(field), word.equals(field) ? field : word.toLowerCase(Locale.ROOT));
    }
}
