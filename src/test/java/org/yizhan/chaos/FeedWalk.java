package org.yizhan.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * A feed with its archive, as a reader meets it who follows the links, to the end or until all that is wanted was there.
 *
 * <p>A story may stand in the live document and in one of the archive as well: RFC 5005 §4 wants all entries of a feed in
 * its documents together and lets the subscription document overlap with the newest archive, so that nothing falls between the two.
 * Readers know it by its id; both copies have to be equal then.
 *
 * @param titles the stories that stand in it, each with its title, in the order of the feed
 * @param texts how each is written
 * @param twice those that stand twice in one document, or in two of the archive
 * @param unequal those that are written otherwise in the archive than in the live document
 * @param documents the documents read, each by its address, as SHA-256 of their bytes
 */
record FeedWalk(
        Map<UUID, String> titles,
        Map<UUID, String> texts,
        Set<UUID> twice,
        Set<UUID> unequal,
        Map<URI, String> documents) {

    private static final int TRIES = 20;

    /** To the end. */
    static FeedWalk of(Program program, String feed, String format) throws IOException, InterruptedException {
        return of(program, feed, format, found -> false);
    }

    /** @param enough whether the walk may end behind a document with these stories */
    static FeedWalk of(Program program, String feed, String format, Predicate<Set<UUID>> enough)
            throws IOException, InterruptedException {
        var titles = new LinkedHashMap<UUID, String>();
        var texts = new HashMap<UUID, String>();
        var twice = new HashSet<UUID>();
        var unequal = new HashSet<UUID>();
        var archived = new HashSet<UUID>();
        var documents = new LinkedHashMap<URI, String>();
        Optional<URI> next = Optional.of(program.base().resolve("/feeds/" + feed + "." + format));
        while (next.isPresent()) {
            URI at = next.get();
            if (documents.containsKey(at)) {
                throw new IOException("the links lead back to " + at);
            }
            byte[] body = read(program, at);
            documents.put(at, digest(body));
            FeedDocument document = FeedDocument.read(format, body);
            twice.addAll(repeated(document, archived));
            document.titles().forEach(titles::putIfAbsent);
            document.texts().forEach((story, text) -> {
                if (!text.equals(texts.computeIfAbsent(story, unseen -> text))) {
                    unequal.add(story);
                }
            });
            next = document.older()
                    .filter(more -> !enough.test(document.titles().keySet()))
                    .map(at::resolve);
        }
        return new FeedWalk(titles, texts, twice, unequal, documents);
    }

    private static byte[] read(Program program, URI at) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = program.get(at);
        for (int tries = 1; tries < TRIES && isStale(answer); tries++) {
            answer = program.get(at);
        }
        if (answer.statusCode() != 200 || isStale(answer)) {
            throw new IOException(at + " says " + answer.statusCode() + ", Age "
                    + answer.headers().firstValue("Age").orElse("none"));
        }
        return answer.body();
    }

    private static String digest(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The last copy, given out while a new one takes long to be made, says so. */
    private static boolean isStale(HttpResponse<byte[]> answer) {
        return answer.headers().firstValue("Age").isPresent();
    }

    private static List<UUID> repeated(FeedDocument document, Set<UUID> archived) {
        var here = new HashSet<UUID>();
        var repeated = new ArrayList<>(
                document.entries().stream().filter(story -> !here.add(story)).toList());
        if (document.archive()) {
            here.stream().filter(story -> !archived.add(story)).forEach(repeated::add);
        }
        return repeated;
    }
}
