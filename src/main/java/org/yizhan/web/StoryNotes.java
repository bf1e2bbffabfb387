package org.yizhan.web;

import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import org.yizhan.http.Times;
import org.yizhan.publish.Entry;
import org.yizhan.publish.StoryNotice;

/** What stands ahead of a story's text: that its origin was withdrawn, and what was corrected. Stateless. */
public final class StoryNotes {

    /** The newest; a story with more of them is told of elsewhere. */
    private static final int MOST = 10;

    private static final int LONGEST_REASON = 500;
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu年M月d日HH:mm");

    private StoryNotes() {}

    /**
     * One note.
     *
     * @param source the name of who withdrew or corrected
     */
    public record Note(StoryNotice notice, String source) {

        /** What is said, in Chinese, without the reason. */
        String said() {
            String at = Times.inChina(notice.at()).format(MOMENT);
            return (notice.isWithdrawal() ? "首发来源已于" + at + "撤稿" : source + "已于" + at + "更正");
        }
    }

    /** The notes of {@code entry}, oldest first. */
    static List<Note> of(Entry entry) {
        List<StoryNotice> notices = entry.notices();
        return notices.subList(Math.max(0, notices.size() - MOST), notices.size()).stream()
                .map(notice -> new Note(notice, name(entry, notice.source())))
                .toList();
    }

    private static String name(Entry entry, String source) {
        return Stream.concat(Stream.of(entry.origin()), entry.copies().stream())
                .filter(copy -> copy.source().equals(source))
                .map(AtomWriter::sourceName)
                .findFirst()
                .orElse(source);
    }

    /** The head of an entry's content; empty where nothing is to be said. */
    static String html(Entry entry) {
        var html = new StringBuilder();
        for (Note note : of(entry)) {
            html.append("<p><strong>").append(Characters.html(note.said())).append("</strong>");
            String reason = reason(note.notice());
            html.append(reason.isBlank() ? "。" : "：" + Characters.html(reason)).append("</p>\n");
        }
        return html.toString();
    }

    private static String reason(StoryNotice notice) {
        String reason = notice.reason().replace('\n', ' ').strip();
        return reason.codePointCount(0, reason.length()) <= LONGEST_REASON
                ? reason
                : reason.substring(0, reason.offsetByCodePoints(0, LONGEST_REASON)) + "…";
    }
}
