package org.yizhan.normalize;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yizhan.article.AttributionKind;
import org.yizhan.normalize.Leads.Lead;
import org.yizhan.normalize.Notes.Note;

/** The lines of one text, sorted into what is text and what is said about it. Immutable once made. */
final class TextLines {

    /** How many lines at each end may hold notes and credits, those themselves not counted. */
    private static final int HEAD = 4;

    private static final int TAIL = 4;
    private static final int LEAD = 40;
    private static final int MOST_GLUED = 4;
    private static final String CLOSING = ")）]】〕";
    private static final Pattern DESK = Pattern.compile(
            "(?:\\[纠错\\]\\s*)?\\[责任编辑\\s*:[^\\[\\]]{1,20}\\]\\s*(?:\\[纠错\\]\\s*)?(?:阅读下一篇\\s*:?)?\\s*$");
    private static final Pattern GLUED =
            Pattern.compile("^(.*?)\\s*[(\\[]([^()\\[\\]]{2,60}(?:\\([^()]{1,20}\\))?)[)\\]]\\s*$", Pattern.DOTALL);
    private static final Pattern FIGURE = Pattern.compile("^(?:图|表)\\s*[\\d一二三四五六七八九十:].*");

    private final List<String> all;
    private final List<String> kept;
    private final List<String> ends = new ArrayList<>();
    private Optional<Note> glued = Optional.empty();

    TextLines(List<String> all) {
        this.all = all;
        var head = new ArrayList<String>();
        int from = head(head);
        var tail = new ArrayList<String>();
        int to = tail(tail, from);
        if (tail.isEmpty()) {
            cutLast(head);
        }
        var text = new ArrayList<String>(head.size() + to - from + tail.size());
        text.addAll(head);
        text.addAll(all.subList(from, to));
        text.addAll(tail.reversed());
        kept = text.isEmpty() ? all : text;
        ends.addAll(head);
        ends.addAll(tail);
    }

    /** Fills {@code head} and returns how many lines were looked at. */
    private int head(List<String> head) {
        int from = 0;
        while (from < all.size() && head.size() < HEAD) {
            String line = all.get(from);
            if (isValueOf(from) || isNoText(line)) {
                ends.add(line);
            } else {
                head.add(line);
            }
            from++;
        }
        return from;
    }

    /** Fills {@code tail}, the last line first, and returns where it begins. */
    private int tail(List<String> tail, int from) {
        int to = all.size();
        while (to > from && tail.size() < TAIL) {
            to--;
            String line = tail.isEmpty() ? cut(all.get(to)) : all.get(to);
            if (line.isEmpty() || isValueOf(to) || isNoText(line)) {
                ends.add(all.get(to));
            } else {
                tail.add(line);
            }
        }
        return to;
    }

    private void cutLast(List<String> head) {
        while (!head.isEmpty()) {
            String last = cut(head.removeLast());
            if (!last.isEmpty()) {
                head.add(last);
                return;
            }
        }
    }

    private static boolean isNoText(String line) {
        return Credits.isCredit(line)
                || Credits.isLicence(line)
                || Notes.line(line).filter(Note::isFirm).isPresent()
                || (line.length() <= 60 && Leads.byline(line).isPresent());
    }

    /** Whether line {@code at} is the value of a label on the line before. */
    private boolean isValueOf(int at) {
        return at > 0
                && all.get(at).length() <= Notes.LONGEST / 4
                && Notes.line(all.get(at - 1)).filter(Note::isOpen).isPresent()
                && value(all.get(at), AttributionKind.SOURCE).isPresent();
    }

    /** A last line without the notes, credits and site's own words glued to its end. */
    private String cut(String line) {
        String rest = withoutDesk(line);
        for (int i = 0; i < MOST_GLUED; i++) {
            int end = glue(rest);
            if (end == rest.length()) {
                return rest;
            }
            rest = Texts.strip(rest.substring(0, end));
        }
        return rest;
    }

    /** 【纠错】【责任编辑:X】阅读下一篇： cut off. */
    private String withoutDesk(String line) {
        int from = Math.max(0, line.length() - Notes.LONGEST);
        if (line.indexOf("责任编辑", from) < 0) {
            return line;
        }
        Matcher desk = DESK.matcher(Texts.fold(line.substring(from)));
        if (!desk.find()) {
            return line;
        }
        ends.add(line.substring(from + desk.start()));
        return Texts.strip(line.substring(0, from + desk.start()));
    }

    /** Where the note or credit in brackets at the end of {@code text} begins; its length where there is none. */
    private int glue(String text) {
        int from = Math.max(0, text.length() - Notes.LONGEST);
        if (text.isEmpty()
                || CLOSING.indexOf(text.charAt(text.length() - 1)) < 0
                || FIGURE.matcher(text.substring(0, Math.min(8, text.length()))).matches()) {
            return text.length();
        }
        Matcher bracket = GLUED.matcher(Texts.fold(text.substring(from)));
        if (!bracket.matches()) {
            return text.length();
        }
        String inner = Notes.group(bracket, 2).strip();
        Optional<Note> note = Notes.bracketed(inner).filter(found -> !found.isOpen());
        boolean people = Credits.isCredit(inner + " ");
        if (people) {
            ends.add(inner);
        }
        glued = note.or(() -> glued);
        return note.isPresent() || people ? from + bracket.end(1) : text.length();
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
        if (note.isEmpty() || (at > 0 && FIGURE.matcher(all.get(at - 1)).matches())) {
            return Optional.empty();
        }
        Note found = note.get();
        if (!found.isFirm() && at > 1 && at < all.size() - 1) {
            return Optional.empty();
        }
        if (!found.isOpen()) {
            boolean bare = found.url().isEmpty() && found.kind() == AttributionKind.REPOST && at + 1 < all.size();
            return bare && all.get(at + 1).startsWith("http")
                    ? Optional.of(new Note(found.kind(), found.name(), OutletName.url(all.get(at + 1)), false, true))
                    : note;
        }
        return at + 1 < all.size() ? value(all.get(at + 1), found.kind()) : Optional.empty();
    }

    private static Optional<Note> value(String line, AttributionKind kind) {
        String plain = Texts.strip(Texts.fold(line));
        if (Credits.isLicence(plain)) {
            return Optional.empty();
        }
        if ((plain.length() > Notes.LONGEST / 4 && !plain.startsWith("http")) || plain.indexOf('。') >= 0) {
            return Optional.empty();
        }
        Optional<String> url = OutletName.url(plain);
        Optional<String> name = plain.startsWith("http") ? Optional.empty() : OutletName.read(plain);
        return name.isEmpty() && url.isEmpty() ? Optional.empty() : Optional.of(new Note(kind, name, url, false, true));
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

    /** In the lead sentence: the first long line, or a shorter one before it. */
    Optional<Lead> hearsay() {
        for (String line : kept.subList(0, Math.min(5, kept.size()))) {
            Optional<Lead> heard = Leads.hearsay(line);
            if (heard.isPresent() || line.length() >= LEAD) {
                return heard;
            }
        }
        return Optional.empty();
    }
}
