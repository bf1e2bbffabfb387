package org.yizhan.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yizhan.article.Source;
import org.yizhan.article.Sources;
import org.yizhan.publish.provenance.Compliance;
import org.yizhan.publish.provenance.Outlet;
import org.yizhan.publish.provenance.Provenance.Taken;
import org.yizhan.publish.provenance.TextChange;
import org.yizhan.publish.provenance.TextChange.Edit;
import org.yizhan.publish.provenance.TextChange.Extent;
import org.yizhan.publish.provenance.TitleChange;

/**
 * One step of a story's way as its page tells it.
 *
 * @param from the name of the source it was taken from, with its page; empty where that is unseen or nobody
 * @param unseen the outlet it was taken from, with its page where it is a source of ours
 */
public record StepView(Taken taken, Optional<Named> from, Optional<Named> unseen) {

    private static final int MOST_EDITS = 60;
    private static final int LONGEST_EDIT = 160;

    /** A name, and where it leads to. */
    public record Named(String name, Optional<String> link) {}

    /**
     * One of the four flags.
     *
     * @param name for style and tests
     * @param words what it says as it stands
     */
    public record Flag(String name, boolean holds, String words) {}

    static StepView of(Taken taken, Sources sources) {
        return new StepView(
                taken,
                taken.step().from().map(member -> named(member.source(), sources)),
                taken.step().unseen().map(outlet -> named(outlet, sources)));
    }

    private static Named named(String source, Sources sources) {
        String name = sources.find(source)
                .map(Source::name)
                .filter(known -> !known.isBlank())
                .orElse(source);
        return new Named(name, Optional.of(Links.source(source)));
    }

    static Named named(Outlet outlet, Sources sources) {
        return new Named(
                outlet.name(), outlet.sourceId().flatMap(sources::find).map(source -> Links.source(source.id())));
    }

    /** Such as {@code 晚 1 小时 4 分钟}; empty where nothing is known of it. */
    public String lag(Frame frame) {
        Optional<Duration> lag = taken.step().lag();
        if (lag.isEmpty()) {
            return "";
        }
        Duration size = lag.get().abs();
        if (size.toMinutes() == 0) {
            return frame.say("同时发布", "at the same time");
        }
        String words = words(size, frame);
        return lag.get().isNegative()
                ? frame.say("发布时间反而早 " + words, words + " earlier by its own time")
                : frame.say("晚 " + words, words + " later");
    }

    private static String words(Duration size, Frame frame) {
        String days = size.toDays() == 0 ? "" : size.toDays() + frame.say(" 天", " d");
        String hours = size.toHoursPart() == 0 ? "" : size.toHoursPart() + frame.say(" 小时", " h");
        String minutes =
                size.toMinutesPart() == 0 || size.toDays() > 0 ? "" : size.toMinutesPart() + frame.say(" 分钟", " min");
        return String.join(
                " ",
                List.of(days, hours, minutes).stream()
                        .filter(part -> !part.isEmpty())
                        .toList());
    }

    /** Whether the two titles are worth showing side by side. */
    public boolean retitled() {
        return taken.step().titleChange() != TitleChange.NONE;
    }

    /** What became of the title. */
    public String titleChange(Frame frame) {
        return switch (taken.step().titleChange()) {
            case NONE -> frame.say("标题相同", "same title");
            case PUNCTUATION -> frame.say("标题只改标点", "title: signs only");
            case PREFIX -> frame.say("标题加减前后缀", "title: something put before or behind");
            case REGION -> frame.say("标题换了地名", "title: another region");
            case WORDS -> frame.say("标题改了文字", "title: other words");
        };
    }

    /** Whether it was compared with another member. */
    public boolean isCompared() {
        return !taken.step().isFurtherPart()
                && !taken.step().against().equals(taken.step().member());
    }

    /** Whether it says anything else than the member it was compared with. */
    public boolean isDifferent() {
        return isCompared() && (retitled() || hasEdits() || taken.text().extent() == Extent.TOO_DIFFERENT);
    }

    /** Whether it says word for word what the member it was compared with says, or said before it was revised. */
    boolean isFaithful() {
        return isCompared() && !retitled() && taken.text().extent() == Extent.NONE;
    }

    /** What leads to whom it is from: it was taken from there, or goes on from there. */
    public String way(Frame frame) {
        return taken.step().isFurtherPart() ? frame.say("上接", "Continues the part of") : frame.say("转自", "Taken from");
    }

    /** Whether there is anything to say about the rules of reposting: one's own piece is no repost. */
    public boolean isRepost() {
        return !taken.step().isFurtherPart() && (from.isPresent() || unseen.isPresent());
    }

    public boolean hasEdits() {
        return taken.text().extent() == Extent.CHANGED;
    }

    /** What became of the text, in a word. */
    public String textChange(Frame frame) {
        TextChange text = taken.text();
        String counts = frame.say(
                "增 " + text.inserted() + " 字，删 " + text.deleted() + " 字",
                text.inserted() + " characters in, " + text.deleted() + " out");
        return switch (text.extent()) {
            case NONE ->
                taken.revision()
                        .map(number -> frame.say("正文同原稿第 " + number + " 版", "same text as its revision " + number))
                        .orElseGet(() -> frame.say("正文相同", "same text"));
            case CHANGED -> {
                int changes = text.changes().size();
                yield frame.say("正文改动 " + changes + " 处（", "changes in the text: " + changes + " (")
                        + counts
                        + frame.say("）", ")");
            }
            case TOO_DIFFERENT ->
                frame.say("正文差别太大，不逐处列出（", "text too different to list (") + counts + frame.say("）", ")");
            case UNKNOWN -> frame.say("正文未比对", "text not compared");
        };
    }

    /** The edits that fit on a page. */
    public List<Edit> edits(Frame frame) {
        List<Edit> edits = new ArrayList<>();
        for (Edit edit : taken.text()
                .edits()
                .subList(0, Math.min(MOST_EDITS, taken.text().edits().size()))) {
            edits.add(new Edit(
                    edit.op(),
                    frame.brief(edit.from(), LONGEST_EDIT),
                    frame.brief(edit.to(), LONGEST_EDIT),
                    edit.credit(),
                    edit.abridged()));
        }
        return edits;
    }

    public boolean hasMoreEdits() {
        return taken.text().edits().size() > MOST_EDITS;
    }

    /** Where all edits are. */
    public String everything() {
        return "/api/v1/articles/" + taken.step().member().id();
    }

    /** How it keeps to the rules of reposting. */
    public List<Flag> flags(Frame frame) {
        Compliance rules = taken.compliance();
        return List.of(
                new Flag(
                        "approved",
                        rules.approved(),
                        rules.approved()
                                ? frame.say("稿源在名单", "source on the list")
                                : frame.say("稿源不在名单", "source not on the list")),
                new Flag(
                        "title",
                        rules.titleUnchanged(),
                        rules.titleUnchanged() ? frame.say("标题未改", "title kept") : frame.say("标题有改", "title changed")),
                new Flag(
                        "named",
                        rules.sourceNamed(),
                        rules.sourceNamed()
                                ? frame.say("注明来源", "source named")
                                : frame.say("未注明来源", "source not named")),
                new Flag(
                        "traceable",
                        rules.traceable(),
                        rules.traceable() ? frame.say("可追溯", "traceable") : frame.say("不可追溯", "not traceable")));
    }
}
