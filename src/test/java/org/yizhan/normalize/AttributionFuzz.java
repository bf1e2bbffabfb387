package org.yizhan.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.yizhan.article.Attribution;
import org.yizhan.article.AttributionKind;
import org.yizhan.fuzz.Cost;
import org.yizhan.fuzz.Given;

/** Any lines as an article's, the first as the note sent beside it: whoever is named is named there. */
public final class AttributionFuzz {

    private static final AttributionReader READER = new AttributionReader(new Pushes.Known());

    private AttributionFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        Given given = Given.of(bytes);
        String note = Texts.valid(given.head());
        List<String> lines = Texts.lines(Texts.valid(given.text()));
        Cost.bounded(bytes.length, () -> check(note, lines));
    }

    private static void check(String note, List<String> lines) {
        AttributionReader.Reading reading = READER.read(note, lines);
        assertThat(READER.read(note, lines)).isEqualTo(reading);
        assertStandIn(lines, reading.paragraphs());
        String written = bare(note + String.join("", lines));
        Attribution attribution = reading.attribution();
        var named = new ArrayList<>(attribution.authors());
        named.addAll(attribution.editors());
        boolean persons = attribution.kind() == AttributionKind.REPORTER;
        attribution.name().map(name -> persons ? persons(name) : List.of(name)).ifPresent(named::addAll);
        attribution.originalUrl().ifPresent(named::add);
        assertThat(named).allSatisfy(name -> {
            assertThat(name).isNotBlank().isEqualTo(Texts.strip(name));
            assertThat(written).contains(bare(name));
        });
        attribution.sourceId().ifPresent(id -> assertThat(id).isIn("cac", "ganzhouqu-mzj", "mzt-fujian"));
    }

    /** Reporters are one name, a blank between them, wherever each is named. */
    private static List<String> persons(String name) {
        List<String> persons = List.of(name.split(" "));
        assertThat(persons).as(name).doesNotHaveDuplicates();
        return persons;
    }

    /** Each in a line of its own, in order; a note at a line's end may be cut off. */
    private static void assertStandIn(List<String> lines, List<String> paragraphs) {
        int at = 0;
        for (String paragraph : paragraphs) {
            while (at < lines.size() && !lines.get(at).contains(paragraph)) {
                at++;
            }
            assertThat(at++).as("%s in %s", paragraph, lines).isLessThan(lines.size());
        }
    }

    /** Letters and digits only, however wide, large or traditional. */
    private static String bare(String text) {
        return Texts.fold(text).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "");
    }
}
