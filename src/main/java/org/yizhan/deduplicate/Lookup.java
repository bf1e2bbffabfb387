package org.yizhan.deduplicate;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks for the articles that carry the same piece. Safe for concurrent use; the connection is the caller's. */
final class Lookup {

    private final Fingerprints fingerprints;
    private final Clues clues;
    private final Boilerplate boilerplate;
    private final Clock clock;

    Lookup(Fingerprints fingerprints, Clues clues, Boilerplate boilerplate, Clock clock) {
        this.fingerprints = fingerprints;
        this.clues = clues;
        this.boilerplate = boilerplate;
        this.clock = clock;
    }

    /** Every comparison of each article with its candidates, the most telling candidate first. */
    List<List<Match>> compare(Connection connection, List<Stored> articles) throws SQLException {
        return compare(
                connection,
                articles,
                articles.stream().map(article -> Clues.of(article.print())).toList());
    }

    /** The same for articles whose texts need not be looked for: by their addresses and seams alone. */
    List<List<Match>> compareByPlace(Connection connection, List<Stored> articles) throws SQLException {
        List<Stored> placed = articles.stream()
                .filter(article -> Clues.ofPlace(article.print()).length > 0)
                .toList();
        return placed.isEmpty()
                ? List.of()
                : compare(
                        connection,
                        placed,
                        placed.stream()
                                .map(article -> Clues.ofPlace(article.print()))
                                .toList());
    }

    private List<List<Match>> compare(Connection connection, List<Stored> articles, List<long[]> own)
            throws SQLException {
        Clues.Trail trail = clues.follow(connection, articles, own, clock.instant());
        var chosen = new ArrayList<List<Long>>();
        Set<Long> wanted = new HashSet<>();
        for (int i = 0; i < articles.size(); i++) {
            Stored article = articles.get(i);
            List<Long> candidates = Candidates.choose(own.get(i), clue -> trail.of(clue, article), article.no());
            chosen.add(candidates);
            wanted.addAll(candidates);
        }
        Map<Long, Stored> candidates = fingerprints.load(connection, wanted);
        var compared = new ArrayList<List<Match>>();
        for (int i = 0; i < articles.size(); i++) {
            compared.add(compare(articles.get(i), chosen.get(i), candidates));
        }
        return compared;
    }

    private List<Match> compare(Stored article, List<Long> chosen, Map<Long, Stored> candidates) {
        var matches = new ArrayList<Match>();
        for (Long no : chosen) {
            Stored other = candidates.get(no);
            if (other != null) {
                matches.add(Match.of(article, other, boilerplate));
            }
        }
        return matches;
    }

    /** The lines that these comparisons show to be boilerplate, each with its text. */
    Map<Boilerplate.Line, String> boilerplate(List<List<Match>> compared) {
        var shown = new HashMap<Boilerplate.Line, String>();
        for (List<Match> matches : compared) {
            if (!matches.isEmpty()) {
                Fingerprint article = matches.getFirst().article().print();
                List<Fingerprint> others = matches.stream()
                        .map(match -> match.other().print())
                        .filter(other -> other.source().equals(article.source()))
                        .toList();
                shown.putAll(Boilerplate.shown(article, others));
            }
        }
        shown.keySet().removeIf(line -> boilerplate.of(line.source()).contains(line.hash()));
        return shown;
    }

    /** The articles of a source that have one of the lines of these articles and are found by it. */
    List<Stored> having(Connection connection, Map<Boilerplate.Line, String> lines, List<Stored> articles)
            throws SQLException {
        List<Stored> asking = new ArrayList<>();
        List<long[]> own = new ArrayList<>();
        for (Stored article : articles) {
            for (Map.Entry<Boilerplate.Line, String> line : lines.entrySet()) {
                if (hasOne(article.print(), Set.of(line.getKey()))) {
                    asking.add(article);
                    own.add(Clues.ofText(Shingles.of(line.getValue())));
                }
            }
        }
        Set<Long> numbers =
                clues.follow(connection, asking, own, clock.instant()).all();
        asking.forEach(article -> numbers.add(article.no()));
        return fingerprints.load(connection, numbers).values().stream()
                .filter(stored -> hasOne(stored.print(), lines.keySet()))
                .toList();
    }

    private static boolean hasOne(Fingerprint print, Set<Boilerplate.Line> lines) {
        return print.lines().edges(Boilerplate.SHORTEST).stream()
                .anyMatch(hash -> lines.contains(new Boilerplate.Line(print.source(), hash)));
    }
}
