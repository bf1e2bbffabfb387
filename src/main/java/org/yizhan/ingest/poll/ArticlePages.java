package org.yizhan.ingest.poll;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yizhan.article.Charsets;
import org.yizhan.article.Received.Hint;
import org.yizhan.fetch.Fetched;
import org.yizhan.html.NextPage;

/**
 * The pages of one article as far as they were fetched: mostly one, several where the article runs on. Between two fetches
 * they are kept in the hints of the errand for the next one.
 *
 * @param address the first page's, as the list named it
 * @param foundAt the first page's, as it was found in the end
 * @param contentType the first page's
 * @param asked every address that was asked for, so that a pager that leads back ends
 * @param bodies the pages' bytes in base64, in order
 * @param listed what the list told of the article
 */
record ArticlePages(
        String address,
        String foundAt,
        String contentType,
        List<String> asked,
        List<String> bodies,
        Map<String, String> listed) {

    private static final int MOST = 20;
    /** The hint that says {@link #address}. */
    static final String ADDRESS = "article";

    /** The hint that says {@link #foundAt}. */
    static final String FOUND_AT = "article-found-at";

    private static final String TYPE = "article-type";
    private static final String ASKED = "article-asked";

    ArticlePages {
        asked = List.copyOf(asked);
        bodies = List.copyOf(bodies);
        listed = Map.copyOf(listed);
    }

    /** As the claim's errand keeps them. */
    static ArticlePages of(Claim claim) {
        var listed = new HashMap<>(claim.hints());
        String address = Optional.ofNullable(listed.remove(ADDRESS)).orElse(claim.url());
        String foundAt = Optional.ofNullable(listed.remove(FOUND_AT)).orElse("");
        String type = Optional.ofNullable(listed.remove(TYPE)).orElse("");
        List<String> asked = new ArrayList<>(
                Optional.ofNullable(listed.remove(ASKED)).orElse("").lines().toList());
        asked.add(claim.url());
        var bodies = new ArrayList<String>();
        for (int i = 1; listed.containsKey(Hint.PART + i); i++) {
            bodies.add(String.valueOf(listed.remove(Hint.PART + i)));
        }
        return new ArticlePages(address, foundAt, type, asked, bodies, listed);
    }

    /** Whether a page is there already. */
    boolean isBegun() {
        return !bodies.isEmpty();
    }

    /** Whether {@code document} would make it larger than a record may be. */
    boolean isTooLargeWith(Fetched.Document document) {
        long size = bodies.stream().mapToLong(String::length).sum();
        return isBegun() && size * 3 / 4 + document.body().length > Harvest.LARGEST_BODY;
    }

    /** With {@code document} as the next page. */
    ArticlePages with(Fetched.Document document) {
        var more = new ArrayList<>(bodies);
        more.add(Base64.getEncoder().encodeToString(document.body()));
        return isBegun()
                ? new ArticlePages(address, foundAt, contentType, asked, more, listed)
                : new ArticlePages(address, document.url(), document.contentType(), asked, more, listed);
    }

    /** Where the article goes on after {@code document}, its last page so far; empty where it ends, or is too long. */
    Optional<String> next(Fetched.Document document) {
        if (bodies.size() >= MOST) {
            return Optional.empty();
        }
        String markup = Charsets.decode(document.body()).text();
        return NextPage.find(markup, document.url()).filter(url -> !asked.contains(url));
    }

    /** With more that is told of the article. */
    ArticlePages telling(Map<String, String> more) {
        var told = new HashMap<>(listed);
        told.putAll(more);
        return new ArticlePages(address, foundAt, contentType, asked, bodies, told);
    }

    /** With the reason why the rest could not be had. */
    ArticlePages missing(String why) {
        var told = new HashMap<>(listed);
        told.put(Hint.MISSING, why);
        return new ArticlePages(address, foundAt, contentType, asked, bodies, told);
    }

    /** What the next errand keeps. */
    Map<String, String> hints() {
        var hints = new HashMap<>(listed);
        hints.put(ADDRESS, address);
        hints.put(FOUND_AT, foundAt);
        hints.put(TYPE, contentType);
        hints.put(ASKED, String.join("\n", asked));
        for (int i = 0; i < bodies.size(); i++) {
            hints.put(Hint.PART + (i + 1), bodies.get(i));
        }
        return hints;
    }

    /** What the record of the whole article tells: the first page is its body, the others stand in hints. */
    Map<String, String> ofRecord() {
        var hints = new HashMap<>(listed);
        hints.keySet().removeIf(Revisit::isItsOwn);
        for (int i = 1; i < bodies.size(); i++) {
            hints.put(Hint.PART + (i + 1), bodies.get(i));
        }
        return hints;
    }

    /** The first page. */
    Fetched.Document first() {
        byte[] body = Base64.getDecoder().decode(bodies.getFirst());
        return new Fetched.Document(
                foundAt, Optional.empty(), Map.of("content-type", contentType), body, body.length, Duration.ZERO);
    }
}
