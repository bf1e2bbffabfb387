package org.yizhan.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why a text is no JSON, or none of ours, in our words: {@code it ends too early (line 1, column 14)}. The parser's own name
 * its classes and settings, and repeat what was sent.
 */
public final class Malformed {

    private static final String EARLY = "it ends too early";
    private static final String ELSE = "something there is no JSON";

    /** Beginnings of what the parser says, in the order in which they are looked for. */
    private static final List<Map.Entry<String, String>> SAID = List.of(
            Map.entry("Unexpected end-of-input", EARLY),
            Map.entry("Trailing token", "it goes on after its end"),
            Map.entry("Duplicate", "one field is there twice"),
            Map.entry("Invalid UTF-8", "its bytes are not UTF-8"),
            Map.entry(
                    "Illegal unquoted character",
                    "a line break or another control character stands in a text as it is"),
            Map.entry("Document nesting depth", "it is nested too deep"),
            Map.entry("Token count", "it has too many parts"));

    private static final int LONGEST_FIELD = 80;

    private Malformed() {}

    /** Why, and where as far as known. */
    public static String why(IOException failure) {
        return why(failure, new byte[0]);
    }

    /** @param source what was read, where it was read as bytes: columns are counted in characters */
    public static String why(IOException failure, byte[] source) {
        return what(failure)
                + location(failure)
                        .map(at -> " (line %d, column %d)".formatted(at.getLineNr(), column(at, source)))
                        .orElse("");
    }

    /** The same of a text that is one line of many. */
    public static String whyInLine(IOException failure) {
        return what(failure)
                + location(failure)
                        .map(at -> " (column %d)".formatted(at.getColumnNr()))
                        .orElse("");
    }

    private static String what(IOException failure) {
        String said = failure instanceof JsonProcessingException parser
                ? String.valueOf(parser.getOriginalMessage())
                : String.valueOf(failure.getMessage());
        Optional<String> known = SAID.stream()
                .filter(entry -> said.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
        return known.orElseGet(() -> kind(failure));
    }

    private static String kind(IOException failure) {
        return switch (failure) {
            case JsonEOFException end -> EARLY;
            case StreamConstraintsException tooMuch -> "a name, a number or a text in it is too long";
            case JsonMappingException misfit -> misfit(misfit);
            case JsonProcessingException other -> ELSE;
            default -> "its bytes are not UTF-8";
        };
    }

    private static String misfit(JsonMappingException misfit) {
        String field = misfit.getPath().stream().map(Malformed::step).collect(Collectors.joining("."));
        return field.isEmpty() || field.length() > LONGEST_FIELD
                ? "a field does not hold what it should"
                : "the field '%s' does not hold what it should".formatted(field);
    }

    private static String step(Reference step) {
        return step.getFieldName() == null ? Integer.toString(step.getIndex()) : step.getFieldName();
    }

    private static Optional<JsonLocation> location(IOException failure) {
        return failure instanceof JsonProcessingException parser
                ? Optional.ofNullable(parser.getLocation()).filter(at -> at.getLineNr() > 0 && at.getColumnNr() > 0)
                : Optional.empty();
    }

    /** Of bytes the parser counts bytes, of which a Chinese character has three. */
    private static int column(JsonLocation at, byte[] source) {
        long end = at.getByteOffset();
        long from = end - at.getColumnNr() + 1;
        if (from < 0 || end > source.length) {
            return at.getColumnNr();
        }
        while (end > from && end < source.length && isWithinCharacter(source[(int) end])) {
            end--;
        }
        return new String(source, (int) from, (int) (end - from), StandardCharsets.UTF_8).length() + 1;
    }

    /** Of UTF-8 all bytes of a character but its first begin so. */
    private static boolean isWithinCharacter(byte one) {
        return (one & 0xC0) == 0x80;
    }
}
