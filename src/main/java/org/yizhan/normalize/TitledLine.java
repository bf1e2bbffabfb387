package org.yizhan.normalize;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A line with the titles in 《》 taken out of it, so that their words are not read as the line's own.
 *
 * @param text folded; an empty 《》 stands where a title stood, an empty “” where words of others were quoted
 * @param titles those taken out, in order, as printed
 */
record TitledLine(String text, List<String> titles) {

    private static final String MARK = "《》";
    private static final String STOPS = "。!?\n";

    /** One title, with what its sentence says before and after it. */
    record Mention(String before, String title, String after) {}

    TitledLine {
        titles = List.copyOf(titles);
    }

    /** Takes {@code line} apart; a title that {@code isOwnName} holds for is the source itself and reads 本报. */
    static TitledLine of(String line, Predicate<String> isOwnName) {
        var text = new StringBuilder(line.length());
        var titles = new ArrayList<String>();
        int at = 0;
        while (at < line.length()) {
            int end = closing(line, at);
            String inner = end < 0 ? "" : line.substring(at + 1, end).strip();
            if (end < 0) {
                text.append(line.charAt(at));
            } else if (line.charAt(at) == '《') {
                text.append(isOwnName.test(inner) ? "本报" : MARK);
                if (!isOwnName.test(inner)) {
                    titles.add(inner);
                }
            } else if (closing(inner, 0) == inner.length() - 1 && inner.startsWith("《")) {
                text.append(MARK);
                titles.add(inner.substring(1, inner.length() - 1).strip());
            } else {
                text.append("“”");
            }
            at = end < 0 ? at + 1 : end + 1;
        }
        return new TitledLine(Texts.fold(text.toString()), titles);
    }

    /** Where what opens at {@code at} is closed, counting what is opened within; -1 where nothing opens or it stays open. */
    private static int closing(String line, int at) {
        int kind = line.isEmpty() ? -1 : "《“".indexOf(line.charAt(at));
        if (kind < 0) {
            return -1;
        }
        int depth = 0;
        for (int i = at; i < line.length(); i++) {
            char c = line.charAt(i);
            depth += c == "《“".charAt(kind) ? 1 : c == "》”".charAt(kind) ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    /** Every title, in order. */
    List<Mention> mentions() {
        var mentions = new ArrayList<Mention>();
        int at = text.indexOf(MARK);
        for (String title : titles) {
            mentions.add(new Mention(
                    text.substring(sentenceStart(at), at), title, text.substring(at + MARK.length(), sentenceEnd(at))));
            at = text.indexOf(MARK, at + 1);
        }
        return mentions;
    }

    private int sentenceStart(int at) {
        int start = at;
        while (start > 0 && STOPS.indexOf(text.charAt(start - 1)) < 0) {
            start--;
        }
        return start;
    }

    private int sentenceEnd(int at) {
        int end = at;
        while (end < text.length() && !isStop(end)) {
            end++;
        }
        return end;
    }

    /** A question mark within an address ends no sentence. */
    private boolean isStop(int at) {
        return STOPS.indexOf(text.charAt(at)) >= 0
                && (at == 0 || at + 1 >= text.length() || text.charAt(at - 1) > 'z' || text.charAt(at + 1) > 'z');
    }
}
