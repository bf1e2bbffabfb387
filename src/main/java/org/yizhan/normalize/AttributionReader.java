package org.yizhan.normalize;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yizhan.article.Attribution;
import org.yizhan.article.AttributionKind;
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

    /** How many lines at each end may hold notes and credits, those themselves not counted. */
    private static final int HEAD = 4;

    private static final int TAIL = 4;
    private static final int LEAD = 40;
    private static final Pattern GLUED =
            Pattern.compile("^(.*?)\\s*[(\\[]([^()\\[\\]]{2,60}(?:\\([^()]{1,20}\\))?)[)\\]]\\s*$", Pattern.DOTALL);
    private static final Pattern FIGURE = Pattern.compile("^(?:图|表)\\s*[\\d一二三四五六七八九十:].*");

    private final Sources sources;

    public AttributionReader(Sources sources) {
        this.sources = sources;
    }

    /**
     * Reads {@code lines}, the paragraphs of a text in order, together with the note its source sent beside it, which
     * wins where it names somebody. An empty note is none.
     */
    public Reading read(String note, List<String> lines) {
        var text = new Lines(lines);
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
            Lines text,
            List<String> authors,
            List<String> editors) {
        if (note.isPresent()) {
            Note found = note.get();
            List<String> persons = authors.stream()
                    .filter(author ->
                            !found.name().equals(Optional.of(author)) || People.isName(author) && author.length() < 4)
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
        Optional<String> id = outlet ? name.flatMap(sources::resolve).map(source -> source.id()) : Optional.empty();
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

    /** The lines of one text, sorted into what is text and what is said about it. */
    private static final class Lines {

        private final List<String> all;
        private final List<String> kept;
        private final List<String> ends = new ArrayList<>();
        private Optional<Note> glued = Optional.empty();

        Lines(List<String> all) {
            this.all = all;
            int from = 0;
            var head = new ArrayList<String>();
            while (from < all.size() && head.size() < HEAD) {
                String line = all.get(from++);
                if (isValueOf(from - 1) || isNoText(line)) {
                    ends.add(line);
                } else {
                    head.add(line);
                }
            }
            int to = all.size();
            var tail = new ArrayList<String>();
            while (to > from && tail.size() < TAIL) {
                String line = cut(all.get(--to), tail.isEmpty());
                if (line.isEmpty() || isValueOf(to) || isNoText(line)) {
                    ends.add(all.get(to));
                } else {
                    tail.add(line);
                }
            }
            if (tail.isEmpty() && !head.isEmpty()) {
                String last = cut(head.getLast(), true);
                head.removeLast();
                if (!last.isEmpty()) {
                    head.add(last);
                }
            }
            var text = new ArrayList<String>(head.size() + to - from + tail.size());
            text.addAll(head);
            text.addAll(all.subList(from, to));
            text.addAll(tail.reversed());
            kept = text.isEmpty() ? all : text;
            ends.addAll(head);
            ends.addAll(tail);
        }

        private static boolean isNoText(String line) {
            return Credits.isCredit(line)
                    || Credits.isLicence(line)
                    || Notes.line(line).filter(Note::isFirm).isPresent()
                    || line.length() <= 60 && Leads.byline(line).isPresent();
        }

        /** Whether line {@code at} is the value of a label on the line before. */
        private boolean isValueOf(int at) {
            return at > 0
                    && all.get(at).length() <= Notes.LONGEST / 4
                    && Notes.line(all.get(at - 1)).filter(Note::isOpen).isPresent()
                    && value(all.get(at), AttributionKind.SOURCE).isPresent();
        }

        /** The last line without the note in brackets at its end. */
        private String cut(String line, boolean isLast) {
            String rest = line;
            while (isLast && !rest.isEmpty() && ")）]】〕".indexOf(rest.charAt(rest.length() - 1)) >= 0) {
                int from = Math.max(0, rest.length() - Notes.LONGEST);
                Matcher bracket = GLUED.matcher(Texts.fold(rest.substring(from)));
                if (!bracket.matches()
                        || FIGURE.matcher(rest.substring(0, Math.min(8, rest.length())))
                                .matches()) {
                    return rest;
                }
                String inner = Notes.group(bracket, 2).strip();
                Optional<Note> note = Notes.bracketed(inner).filter(found -> !found.isOpen());
                boolean people = Credits.isCredit(inner + " ");
                if (note.isEmpty() && !people) {
                    return rest;
                }
                if (people) {
                    ends.add(inner);
                }
                glued = note.or(() -> glued);
                rest = Texts.strip(rest.substring(0, from + bracket.end(1)));
            }
            return rest;
        }

        List<String> paragraphs() {
            return kept;
        }

        List<String> ends() {
            return ends;
        }

        Optional<Note> note() {
            Optional<Note> source = Optional.empty();
            Optional<Note> repost = Optional.empty();
            for (int i = 0; i < all.size(); i++) {
                Optional<Note> note = noteAt(i);
                if (note.isEmpty()) {
                    continue;
                }
                if (note.get().kind() == AttributionKind.REPOST) {
                    repost = repost.or(() -> note);
                } else {
                    source = note;
                }
            }
            Optional<Note> label = source;
            return repost.or(() -> glued.filter(found -> found.kind() == AttributionKind.REPOST))
                    .or(() -> label)
                    .or(() -> glued);
        }

        private Optional<Note> noteAt(int at) {
            Optional<Note> note = Notes.line(all.get(at));
            if (note.isEmpty() || at > 0 && FIGURE.matcher(all.get(at - 1)).matches()) {
                return Optional.empty();
            }
            Note found = note.get();
            if (!found.isFirm() && at > 1 && at < all.size() - 1) {
                return Optional.empty();
            }
            if (!found.isOpen()) {
                boolean bare = found.url().isEmpty() && found.kind() == AttributionKind.REPOST && at + 1 < all.size();
                return bare && all.get(at + 1).startsWith("http")
                        ? Optional.of(
                                new Note(found.kind(), found.name(), OutletName.url(all.get(at + 1)), false, true))
                        : note;
            }
            return at + 1 < all.size() ? value(all.get(at + 1), found.kind()) : Optional.empty();
        }

        private static Optional<Note> value(String line, AttributionKind kind) {
            String plain = Texts.strip(Texts.fold(line));
            if (plain.length() > Notes.LONGEST / 4 && !plain.startsWith("http") || plain.indexOf('。') >= 0) {
                return Optional.empty();
            }
            Optional<String> url = OutletName.url(plain);
            Optional<String> name = plain.startsWith("http") ? Optional.empty() : OutletName.read(plain);
            return name.isEmpty() && url.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Note(kind, name, url, false, true));
        }

        Optional<Lead> lead() {
            for (String line : kept.subList(0, Math.min(3, kept.size()))) {
                Optional<Lead> lead = Leads.dateline(line);
                if (lead.isPresent()) {
                    return lead;
                }
            }
            return Optional.empty();
        }

        Optional<Lead> byline() {
            for (String line : ends) {
                Optional<Lead> byline = Leads.byline(line);
                if (byline.isPresent()) {
                    return byline;
                }
            }
            return Optional.empty();
        }

        Optional<Lead> hearsay() {
            for (int i = 0; i < Math.min(5, kept.size()); i++) {
                if (kept.get(i).length() >= LEAD || i == kept.size() - 1) {
                    return Leads.hearsay(kept.get(i));
                }
            }
            return Optional.empty();
        }
    }
}
