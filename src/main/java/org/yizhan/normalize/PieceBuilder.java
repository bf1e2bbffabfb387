package org.yizhan.normalize;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.yizhan.article.Attribution;
import org.yizhan.article.Image;
import org.yizhan.normalize.Notes.Note;

/** A piece while its page is being read. Used by one thread. */
final class PieceBuilder {

    /** How many lines of a headline and how many paragraphs {@link #recent} looks at. */
    private static final int LINES = 8;

    private final List<String> head = new ArrayList<>();
    private final List<String> captions = new ArrayList<>();
    private final List<Image> images = new ArrayList<>();
    private final List<String> bylines = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private final StringBuilder running = new StringBuilder();
    private final Optional<String> column;
    private Optional<Headline> headline = Optional.empty();
    private Optional<Note> note = Optional.empty();
    private Optional<Integer> continuedFrom = Optional.empty();
    private Optional<Integer> continuedOn = Optional.empty();
    private boolean ended;

    PieceBuilder(Optional<String> column) {
        this.column = column;
    }

    /** Adds running text: to the paragraph before, where a column break cut that. */
    void body(String text) {
        if (!isOpen() || PageMarks.isItem(text)) {
            close();
        }
        PageBlocks.join(running, text);
        if (!PageMarks.isOpen(text)) {
            close();
        }
    }

    /** Adds a sub-heading, a paragraph of its own. */
    void subhead(String text) {
        close();
        done.add(text);
    }

    void head(List<String> lines) {
        head.addAll(lines);
    }

    /** Sets the headline where the page itself tells its lines apart. */
    void headline(Headline marked) {
        headline = Optional.of(marked);
    }

    void image(Image picture) {
        images.add(picture);
    }

    void caption(String text) {
        captions.add(text);
    }

    void byline(String line) {
        bylines.add(line);
    }

    /** 通讯员 张三 / 记者 李四: several lines are one, or the first counts where they can't be read so. */
    private Optional<String> writtenBy() {
        String all = String.join(" ", bylines);
        return Leads.byline(all).isPresent()
                ? Optional.of(all)
                : bylines.stream().findFirst();
    }

    void note(Note found) {
        note = Optional.of(found);
        ended = true;
    }

    void from(int page) {
        continuedFrom = Optional.of(page);
    }

    void on(int page) {
        continuedOn = Optional.of(page);
        ended = true;
    }

    private void close() {
        if (!running.isEmpty()) {
            done.add(running.toString());
            running.setLength(0);
        }
    }

    boolean hasBody() {
        return !done.isEmpty() || !running.isEmpty();
    }

    boolean hasHead() {
        return !head.isEmpty() || headline.isPresent();
    }

    /** What is shown beside its text. */
    List<String> rest() {
        return Stream.of(head, bylines, captions).flatMap(List::stream).toList();
    }

    boolean isCaptionsAlone() {
        return !captions.isEmpty() && !hasHead() && bylines.isEmpty();
    }

    boolean hasPictures() {
        return !images.isEmpty() || !captions.isEmpty();
    }

    boolean isContinuation() {
        return continuedFrom.isPresent();
    }

    /** Whether its last paragraph stops in mid-sentence. */
    boolean isOpen() {
        return !running.isEmpty();
    }

    /** Whether an end note or 下转N版 has closed it. */
    boolean isEnded() {
        return ended;
    }

    /** Its headline and the last {@code length} characters of each of its last paragraphs. */
    String recent(int length) {
        var text = new StringBuilder(String.join("", head.subList(0, Math.min(head.size(), LINES))));
        int from = Math.max(0, done.size() - LINES);
        for (String paragraph : done.subList(from, done.size())) {
            text.append(paragraph, Math.max(0, paragraph.length() - length), paragraph.length());
        }
        return text.append(running, Math.max(0, running.length() - length), running.length())
                .toString();
    }

    Piece build(AttributionReader reader) {
        close();
        Optional<Headline> shown =
                headline.or(() -> head.isEmpty() ? Optional.empty() : Optional.of(Headline.of(head)));
        Attribution attribution = reader.ofPiece(note, writtenBy(), done);
        return new Piece(
                shown.map(Headline::title),
                shown.flatMap(Headline::kicker),
                shown.flatMap(Headline::subtitle),
                continuedFrom.isPresent() ? Optional.empty() : column,
                bylines.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", bylines)),
                attribution,
                continuedFrom,
                continuedOn,
                captions,
                images,
                done);
    }
}
