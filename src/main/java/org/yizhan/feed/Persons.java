package org.yizhan.feed;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads who is responsible: Atom's persons by name, else address, else page; RSS's {@code address (name)} and
 * {@code name <address>} by the name in it. Stateless.
 */
final class Persons {

    private static final int LONGEST = 256;
    private static final Pattern MAIL = Pattern.compile("[^\\s()<>\\[\\],;:]{1,64}@[^\\s()<>\\[\\],;:]{1,64}");

    private Persons() {}

    /** The persons of the first of {@code names} that says any. */
    static List<String> read(Part part, List<String> names) {
        return names.stream()
                .map(name -> part.all(name).flatMap(Persons::person).distinct().toList())
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private static Stream<String> person(Part part) {
        return Stream.of("name", "email", "uri", "url", "homepage")
                .flatMap(field ->
                        part.parts().stream().filter(child -> child.name().endsWith(field)))
                .map(Part::text)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .or(() -> written(part))
                .stream();
    }

    private static Optional<String> written(Part part) {
        return Optional.of(Construct.of(part).words().strip().replaceAll("\\s+", " "))
                .filter(text -> !text.isEmpty())
                .map(Persons::named);
    }

    /** {@code me@example.org (Name)} is Name; an address alone stays. */
    private static String named(String text) {
        Matcher mail = MAIL.matcher(text);
        if (text.length() > LONGEST || !mail.find()) {
            return text;
        }
        String rest = (text.substring(0, mail.start()) + ' ' + text.substring(mail.end()))
                .replaceAll("(?i)mailto:|[()<>\\[\\]\"]", " ")
                .replaceAll("\\s+", " ")
                .strip()
                .replaceAll("^[,;:-]+\\s*|\\s*[,;:-]+$", "");
        return rest.isEmpty() ? mail.group() : rest;
    }
}
