package org.yizhan.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yizhan.article.Unreadable;
import org.yizhan.fuzz.Cost;
import org.yizhan.normalize.PageParts.Kind;
import org.yizhan.normalize.PageParts.Part;

/** Any text as a newspaper page: each character that is no layout stands in a piece, or a warning names it. */
public final class PageFuzz {

    private static final Set<String> NO_PAGE = Set.of("empty-page", "no-article");
    private static final Set<Kind> MARKS = Set.of(Kind.FROM, Kind.ON, Kind.NOTE);
    private static final NewspaperPage PAGE = new NewspaperPage(new Pushes.Known());

    private PageFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        Cost.bounded(bytes.length, () -> {
            try {
                check(text, PAGE.read(text));
            } catch (Unreadable refused) {
                assertThat(NO_PAGE).contains(refused.error());
            }
        });
    }

    private static void check(String text, NewspaperPage.Reading reading) {
        assertThat(PAGE.read(text)).isEqualTo(reading);
        assertThat(reading.pieces()).noneMatch(piece -> piece.paragraphs().isEmpty());
        String printed = parts(text).stream()
                .filter(part -> !MARKS.contains(part.kind()))
                .map(Part::text)
                .collect(Collectors.joining("\n"));
        String told = Stream.concat(reading.pieces().stream().flatMap(PageFuzz::texts), reading.warnings().stream())
                .collect(Collectors.joining("\n"));
        if (reading.warnings().stream().anyMatch(warning -> warning.endsWith("…") || warning.startsWith("and "))) {
            return;
        }
        assertThat(lost(printed, told))
                .as("lost of:%n%s%ntold:%n%s", printed, told)
                .isEmpty();
    }

    private static List<Part> parts(String text) {
        PageBlocks blocks = PageBlocks.of(Texts.valid(text));
        String whole = blocks.blocks().stream()
                .flatMap(block -> block.lines().stream())
                .collect(Collectors.joining("\n"));
        assertThat(lost(Texts.valid(text), whole)).as("blocks of %s", text).isEmpty();
        return PageParts.of(blocks);
    }

    private static Stream<String> texts(Piece piece) {
        Stream<String> head = Stream.of(piece.column(), piece.kicker(), piece.title(), piece.subtitle(), piece.byline())
                .flatMap(Optional::stream);
        return Stream.of(head, piece.captions().stream(), piece.paragraphs().stream())
                .flatMap(texts -> texts);
    }

    /** The letters and digits of {@code before} that {@code after} has less often. */
    private static Map<Integer, Integer> lost(String before, String after) {
        var lost = new HashMap<Integer, Integer>();
        before.codePoints().filter(Character::isLetterOrDigit).forEach(c -> lost.merge(c, 1, Integer::sum));
        after.codePoints().forEach(c -> lost.computeIfPresent(c, (same, left) -> left == 1 ? null : left - 1));
        return lost;
    }
}
