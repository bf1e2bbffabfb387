package org.yizhan.ingest.poll;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.yizhan.fetch.Fetched;

/**
 * What a host's {@code robots.txt} lets us fetch, after RFC 9309: the groups for {@value #AGENT}, else those for all; of
 * the rules that match, the longest counts, and {@code allow} where two are as long.
 *
 * @param rules those that are for us
 */
public record Robots(List<Rule> rules) {

    /** Our name in {@code User-agent} lines. */
    static final String AGENT = "yizhan";

    /** Everything may be fetched. */
    static final Robots OPEN = new Robots(List.of());

    /** Nothing may be fetched. */
    static final Robots SHUT = new Robots(List.of(new Rule(false, "/")));

    /** RFC 9309 §2.5: at least the first 500 KiB are read. */
    private static final int LONGEST = 512_000;

    private static final int MOST_RULES = 1_000;

    public Robots {
        rules = List.copyOf(rules.subList(0, Math.min(rules.size(), MOST_RULES)));
    }

    /** {@code pattern} as it stands there: {@code *} is anything, a last {@code $} the end. */
    record Rule(boolean allows, String pattern) {

        boolean matches(String path) {
            boolean whole = pattern.endsWith("$");
            return matches(whole ? pattern.substring(0, pattern.length() - 1) : pattern + "*", path);
        }

        /** Each star takes as little as will do; only the last one met is ever widened, so the work is bounded. */
        private static boolean matches(String glob, String path) {
            int star = -1;
            int resume = 0;
            int g = 0;
            for (int p = 0; p < path.length(); ) {
                if (g < glob.length() && glob.charAt(g) == '*') {
                    star = g++;
                    resume = p;
                } else if (g < glob.length() && glob.charAt(g) == path.charAt(p)) {
                    g++;
                    p++;
                } else if (star >= 0) {
                    g = star + 1;
                    p = ++resume;
                } else {
                    return false;
                }
            }
            return glob.substring(g).chars().allMatch(c -> c == '*');
        }
    }

    /** Where the host of {@code url} keeps its rules. */
    public static String address(String url) {
        return Hosts.robots(url);
    }

    /** The rules in what came from there; none where the host could not be asked. */
    public static Robots of(Fetched answer) {
        return RobotsAnswers.rules(answer, Instant.EPOCH)
                .map(Poll.HostRules::robots)
                .orElse(OPEN);
    }

    static Robots read(byte[] body) {
        return read(new String(body, 0, Math.min(body.length, LONGEST), StandardCharsets.UTF_8));
    }

    static Robots read(String text) {
        var groups = new Groups();
        text.lines().forEach(groups::line);
        return new Robots(groups.named ? groups.ours : groups.everybodys);
    }

    /** Whether {@code url} may be fetched; {@code /robots.txt} always may. */
    public boolean allow(String url) {
        String path = Hosts.path(url);
        Optional<Rule> longest = rules.stream()
                .filter(rule -> rule.matches(path))
                .max(Comparator.comparingInt((Rule rule) -> rule.pattern.length())
                        .thenComparing(Rule::allows));
        return longest.map(Rule::allows).orElse(true);
    }

    /** As text that {@link #read} understands. */
    String written() {
        var text = new StringBuilder("user-agent: *\n");
        rules.forEach(rule -> text.append(rule.allows ? "allow: " : "disallow: ")
                .append(rule.pattern)
                .append('\n'));
        return text.toString();
    }

    /** Gathers the rules that are for us while the lines go by. */
    private static final class Groups {
        private final List<Rule> ours = new ArrayList<>();
        private final List<Rule> everybodys = new ArrayList<>();
        private boolean named;
        private boolean forUs;
        private boolean forAll;
        private boolean inRules;

        void line(String line) {
            String bare = line.replace("\uFEFF", "").replaceFirst("#.*$", "").strip();
            int colon = bare.indexOf(':');
            if (colon < 0) {
                return;
            }
            String value = bare.substring(colon + 1).strip();
            switch (bare.substring(0, colon).strip().toLowerCase(Locale.ROOT)) {
                case "user-agent" -> agent(value.toLowerCase(Locale.ROOT));
                case "allow" -> rule(true, value);
                case "disallow" -> rule(false, value);
                default -> {}
            }
        }

        private void agent(String name) {
            if (inRules) {
                inRules = false;
                forUs = false;
                forAll = false;
            }
            // the product token ends where its letters end: "Yizhan/1.0" is us as well
            boolean us = name.replaceFirst("[^a-z_-].*$", "").equals(AGENT);
            forUs |= us;
            named |= us;
            forAll |= name.equals("*");
        }

        private void rule(boolean allows, String pattern) {
            inRules = true;
            if (pattern.isEmpty()) {
                return;
            }
            var rule = new Rule(allows, pattern);
            if (forUs) {
                ours.add(rule);
            }
            if (forAll) {
                everybodys.add(rule);
            }
        }
    }
}
