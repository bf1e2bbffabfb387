package org.yizhan.ingest;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yizhan.article.Channel;
import org.yizhan.article.Identity;
import org.yizhan.article.Message;
import org.yizhan.article.Received;
import org.yizhan.html.PaperPageReader;

/**
 * Takes files that were put into a source's folder, told apart by the ending of their names:
 *
 * <ul>
 *   <li>{@code .json}, {@code .ndjson}: articles as the push API takes them, {@code source} left out
 *   <li>{@code .txt}: the text of one newspaper page; the name ends in its date and number: {@code 2026-11-23_4.txt}
 *   <li>{@code .pdf}: newspaper pages as printed, named as {@code .txt}; the number is that of the first sheet
 *   <li>{@code .html}, {@code .htm}: one article as a web page; the name is its id, so the same name again is a revision.
 *       Where the name ends in a date and number and the markup bears the marks of a digital newspaper, a page of it
 *   <li>{@code .xml}, {@code .rss}, {@code .atom}: a feed document
 * </ul>
 *
 * <p>Safe for concurrent use.
 */
public final class DropFile {

    /** In bytes; the push API's own limit. */
    public static final int LARGEST = 10_000_000;

    private static final String ENDINGS = ".json, .ndjson, .txt, .pdf, .html, .xml, .rss or .atom";
    private static final Pattern PAGE = Pattern.compile("(?:.*\\D)?(\\d{4})-?(\\d{2})-?(\\d{2})[-_](\\d{1,3})");

    private final Intake intake;
    private final Clock clock;

    public DropFile(Intake intake, Clock clock) {
        this.intake = intake;
        this.clock = clock;
    }

    /**
     * Takes one file.
     *
     * @param channel the folder's; its source gets what the file holds
     * @param name the file's name without its folder
     * @throws Refused where nothing of it can be taken
     */
    public Intake.Taken take(Channel channel, String name, byte[] bytes) throws Refused {
        if (bytes.length > LARGEST) {
            throw new Refused(413, "the file is larger than 10 MB; split it");
        }
        int dot = name.lastIndexOf('.');
        String stem = dot < 0 ? name : name.substring(0, dot);
        var grant = new Grant("drop-folder", Optional.of(channel.source()));
        return switch (name.substring(dot + 1).toLowerCase(Locale.ROOT)) {
            case "json" -> intake.push(bytes, "application/json", grant);
            case "ndjson" -> intake.push(bytes, "application/x-ndjson", grant);
            case "txt" -> page(channel, stem, "text/plain", bytes, grant);
            case "pdf" -> page(channel, stem, "application/pdf", bytes, grant);
            case "html", "htm" ->
                PAGE.matcher(stem).matches() && PaperPageReader.isOne(bytes)
                        ? page(channel, stem, "text/html", bytes, grant)
                        : document(channel, stem, Received.Form.HTML, "text/html", bytes);
            case "xml", "rss", "atom" -> document(channel, channel.id(), Received.Form.FEED, "application/xml", bytes);
            default -> throw new Refused(422, "the file's name tells no kind; let it end in " + ENDINGS);
        };
    }

    private Intake.Taken page(Channel channel, String stem, String contentType, byte[] bytes, Grant grant)
            throws Refused {
        Matcher name = PAGE.matcher(stem);
        if (!name.matches()) {
            throw new Refused(422, "a page's name is to end in its date and number, as 2026-11-23_4.txt does");
        }
        String date = name.group(1) + "-" + name.group(2) + "-" + name.group(3);
        return intake.page(bytes, contentType, channel.source(), date, name.group(4), grant);
    }

    private Intake.Taken document(Channel channel, String id, Received.Form form, String contentType, byte[] bytes)
            throws Refused {
        if (bytes.length == 0) {
            throw new Refused(422, "the file is empty");
        }
        String externalId = Identity.nfc(id);
        Received received = new ChannelDocuments(channel, clock.instant()).file(externalId, form, contentType, bytes);
        return new Intake.Taken(
                List.of(new Intake.Accepted(externalId, received.key())), List.of(), List.<Message>of(received));
    }
}
