package org.yizhan.ingest;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yizhan.article.Source;

/**
 * Which source a printed name stands for. Immutable.
 *
 * <p>Firmer knowledge goes first: the names that declared sources bear, their aliases, the ids of sources that were met
 * in a push, and last any of these without what is said in it about a website or an account. A name that two sources
 * have at the same level stands for neither.
 *
 * @param levels firmest first; each has the sources by name
 */
record OutletNames(List<Map<String, Set<Source>>> levels) {

    static OutletNames of(Collection<Source> sources) {
        var names = new HashMap<String, Set<Source>>();
        var aliases = new HashMap<String, Set<Source>>();
        var met = new HashMap<String, Set<Source>>();
        var shortened = new HashMap<String, Set<Source>>();
        for (Source source : sources) {
            add(isMet(source) ? met : names, PrintedName.closed(source.name()), source);
            PrintedName.forms(source.name()).forEach(form -> add(shortened, form, source));
            for (String alias : source.aliases()) {
                add(aliases, PrintedName.closed(alias), source);
                PrintedName.forms(alias).forEach(form -> add(shortened, form, source));
            }
        }
        return new OutletNames(List.of(names, aliases, met, shortened));
    }

    /** Whether nothing is known of it but the id it came with. */
    private static boolean isMet(Source source) {
        return source.name().equals(source.id());
    }

    private static void add(Map<String, Set<Source>> level, String name, Source source) {
        level.computeIfAbsent(name, none -> new HashSet<>(2)).add(source);
    }

    Optional<Source> resolve(String printed) {
        Optional<Source> whole = anyOf(PrintedName.meant(printed));
        return whole.isPresent()
                ? whole
                : PrintedName.parts(printed).stream()
                        .flatMap(part -> anyOf(PrintedName.meant(part)).stream())
                        .findFirst();
    }

    /** The source of the first of these forms that is known at the firmest level. */
    private Optional<Source> anyOf(List<String> forms) {
        for (String form : forms) {
            for (Map<String, Set<Source>> level : levels) {
                Set<Source> found = level.getOrDefault(form, Set.of());
                if (!found.isEmpty()) {
                    return found.size() == 1 ? found.stream().findFirst() : Optional.empty();
                }
            }
        }
        return Optional.empty();
    }
}
