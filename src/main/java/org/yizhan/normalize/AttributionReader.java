package org.yizhan.normalize;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.yizhan.article.Attribution;
import org.yizhan.article.AttributionKind;
import org.yizhan.article.Source;
import org.yizhan.article.Sources;
import org.yizhan.normalize.Leads.Lead;
import org.yizhan.normalize.Notes.Note;

/**
 * Reads where a text says it comes from, and takes the lines that say so out of it. The strongest sign wins: repost
 * note, source label, agency's dateline, own reporter, hearsay. Pure and safe for concurrent use.
 */
public final class AttributionReader {

    /** What a text says of its origin, and its paragraphs without the notes, credits and licence lines at its ends. */
    public record Reading(Attribution attribution, List<String> paragraphs) {
        public Reading {
            paragraphs = List.copyOf(paragraphs);
        }
    }

    private final Sources sources;

    public AttributionReader(Sources sources) {
        this.sources = sources;
    }

    /**
     * Reads {@code lines}, the paragraphs of a text in order, together with the note its source sent beside it, which
     * wins where it names somebody. An empty note is none.
     */
    public Reading read(String note, List<String> lines) {
        var text = new TextLines(lines);
        Optional<Note> sent = sent(note);
        Optional<Note> printed = sent.isPresent() ? sent : text.note();
        Optional<Lead> lead = text.lead();
        Optional<Lead> byline = text.byline();
        var authors = new LinkedHashSet<>(Credits.authors(text.ends()));
        lead.or(() -> byline).ifPresent(found -> authors.addAll(found.authors()));
        byline.ifPresent(found -> authors.addAll(found.authors()));
        List<String> editors = Credits.editors(text.ends());
        return new Reading(attribution(printed, lead, byline, text, List.copyOf(authors), editors), text.paragraphs());
    }

    /** The attribution of a piece of a page from its end note, its by-line and its lead; a by-line beats hearsay. */
    Attribution ofPiece(Optional<Note> note, Optional<String> byline, List<String> paragraphs) {
        Optional<Lead> named = byline.flatMap(Leads::byline);
        String first = paragraphs.isEmpty() ? "" : paragraphs.getFirst();
        Optional<Lead> lead = Leads.dateline(first);
        var authors = new LinkedHashSet<String>();
        named.ifPresent(found -> authors.addAll(found.authors()));
        lead.ifPresent(found -> authors.addAll(found.authors()));
        if (note.isPresent()) {
            return attribution(note.get().kind(), note.get().name(), note.get().url(), List.copyOf(authors), List.of());
        }
        return named.or(() -> lead)
                .or(() -> Leads.hearsay(first))
                .map(found ->
                        attribution(found.kind(), found.name(), Optional.empty(), List.copyOf(authors), List.of()))
                .orElse(Attribution.NONE);
    }

    private Attribution attribution(
            Optional<Note> note,
            Optional<Lead> lead,
            Optional<Lead> byline,
            TextLines text,
            List<String> authors,
            List<String> editors) {
        if (note.isPresent()) {
            Note found = note.get();
            List<String> persons = authors.stream()
                    .filter(author ->
                            !found.name().equals(Optional.of(author)) || (People.isName(author) && author.length() < 4))
                    .toList();
            return attribution(found.kind(), found.name(), found.url(), persons, editors);
        }
        Optional<Lead> agency = lead.filter(found -> found.kind() == AttributionKind.AGENCY);
        Optional<Lead> own = lead.filter(found ->
                found.kind() == AttributionKind.REPORTER && found.name().isPresent());
        Optional<Lead> sign =
                agency.or(() -> own).or(() -> byline).or(() -> lead).or(text::hearsay);
        return sign.map(found -> attribution(found.kind(), found.name(), Optional.empty(), authors, editors))
                .orElseGet(
                        () -> attribution(AttributionKind.NONE, Optional.empty(), Optional.empty(), authors, editors));
    }

    private Attribution attribution(
            AttributionKind kind,
            Optional<String> name,
            Optional<String> url,
            List<String> authors,
            List<String> editors) {
        boolean outlet = kind != AttributionKind.REPORTER && kind != AttributionKind.NONE;
        Optional<Source> source = name.isPresent() ? name.flatMap(sources::resolve) : url.flatMap(sources::at);
        Optional<String> id = outlet ? source.map(Source::id) : Optional.empty();
        return new Attribution(kind, name, id, url, authors, editors);
    }

    /** The note beside a text: by the same rules as a printed one; a bare name is its source. */
    private static Optional<Note> sent(String note) {
        String line = Texts.strip(note);
        if (line.isEmpty()) {
            return Optional.empty();
        }
        Optional<Note> read = Notes.line(line).filter(found -> !found.isOpen());
        if (read.isPresent()) {
            return read;
        }
        boolean label = Texts.fold(line).contains(":") && !line.contains("://");
        Optional<String> url = OutletName.url(line);
        Optional<String> name = label || line.startsWith("http") ? Optional.empty() : OutletName.read(line);
        return name.isEmpty() && url.isEmpty()
                ? Optional.empty()
                : Optional.of(new Note(AttributionKind.SOURCE, name, url, false, true));
    }
}
