package org.yizhan.ops;

import io.vertx.core.http.HttpMethod;
import java.io.StringWriter;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.yizhan.ingest.poll.LastDays;
import org.yizhan.ingest.poll.SourceHealth;
import org.yizhan.ingest.poll.SourceWatch;

/** The channels that a question asks for as a table (CSV) and, as far as they have an address, as a list of feeds (OPML). */
public final class SourceExport {

    private static final int MOST = 20_000;
    private static final int LONGEST = 500;
    private static final List<String> COLUMNS = List.of(
            "channel",
            "source",
            "name",
            "region",
            "kind",
            "state",
            "address",
            "last_attempt",
            "last_success",
            "failing_since",
            "streak",
            "status",
            "fault",
            "detail",
            "next",
            "why",
            "every_seconds",
            "items_24h",
            "items_7d",
            "newest_item",
            "newest_day",
            "polls",
            "unchanged_polls",
            "bytes",
            "last_push",
            "polls_7d",
            "late_polls_7d",
            "news_7d",
            "late_news_7d",
            "burn_7d",
            "set_every_seconds",
            "tags",
            "gap_95_seconds",
            "new_items_7d",
            "new_items_by_day",
            "bytes_a_day");

    private final SourceWatch watch;

    public SourceExport(SourceWatch watch) {
        this.watch = watch;
    }

    /** Parameters as {@link SourceQuestion#of}; all rows, whatever page is asked for. */
    public void mount(Paths paths) {
        paths.work(HttpMethod.GET, "/ops/sources.csv", asked -> file("text/csv; charset=utf-8", "csv", csv(all(asked))))
                .takes(SourceQuestion.PARAMETERS);
        paths.work(
                        HttpMethod.GET,
                        "/ops/sources.opml",
                        asked -> file("text/x-opml; charset=utf-8", "opml", opml(all(asked))))
                .takes(SourceQuestion.PARAMETERS);
    }

    private static Answer file(String type, String ending, String body) {
        return Answer.text(type, body).with("Content-Disposition", "attachment; filename=\"sources." + ending + "\"");
    }

    private List<SourceHealth> all(Asked asked) throws SQLException {
        return watch.all(SourceQuestion.of(asked.parameters()), MOST);
    }

    static String csv(List<SourceHealth> channels) {
        var csv = new Csv();
        csv.line(COLUMNS);
        channels.forEach(channel -> csv.line(cells(channel)));
        return csv.toString();
    }

    private static List<String> cells(SourceHealth channel) {
        return Stream.concat(state(channel).stream(), week(channel.recent()).stream())
                .toList();
    }

    /** What its polls brought in a week; empty where there was none. */
    private static List<String> week(SourceHealth.Recent recent) {
        LastDays days = recent.days();
        return List.of(
                recent.gap().map(gap -> String.valueOf(gap.toSeconds())).orElse(""),
                days.isKnown() ? String.valueOf(days.sum()) : "",
                days.isKnown() ? days.items().stream().map(String::valueOf).collect(Collectors.joining(" ")) : "",
                days.bytesADay().map(String::valueOf).orElse(""));
    }

    private static List<String> state(SourceHealth channel) {
        return List.of(
                channel.channel(),
                channel.source(),
                shown(channel.name()),
                channel.region(),
                channel.kind(),
                channel.state().word(),
                shown(channel.address()),
                time(channel.lastAttempt()),
                time(channel.lastSuccess()),
                time(channel.failingSince()),
                String.valueOf(channel.streak()),
                channel.status() == 0 ? "" : String.valueOf(channel.status()),
                channel.fault(),
                shown(channel.detail()),
                time(channel.next()),
                channel.why(),
                String.valueOf(channel.cadence().toSeconds()),
                String.valueOf(channel.recent().day()),
                String.valueOf(channel.recent().week()),
                time(channel.newestItem()),
                channel.newestDay().map(LocalDate::toString).orElse(""),
                String.valueOf(channel.recent().polls()),
                String.valueOf(channel.recent().unchanged()),
                String.valueOf(channel.recent().bytes()),
                time(channel.lastPush()),
                String.valueOf(channel.week().polls()),
                String.valueOf(channel.week().late()),
                String.valueOf(channel.week().news()),
                String.valueOf(channel.week().lateNews()),
                channel.burn()
                        .map(burn -> String.format(Locale.ROOT, "%.2f", burn))
                        .orElse(""),
                channel.setInterval()
                        .map(every -> String.valueOf(every.toSeconds()))
                        .orElse(""),
                String.join(" ", channel.tags()));
    }

    private static String shown(String text) {
        return Shown.line(text, LONGEST);
    }

    private static String time(Optional<Instant> at) {
        return at.map(Instant::toString).orElse("");
    }

    static String opml(List<SourceHealth> channels) {
        var text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("opml");
            xml.writeAttribute("version", "2.0");
            xml.writeStartElement("head");
            xml.writeStartElement("title");
            xml.writeCharacters("Yizhan: sources");
            xml.writeEndElement();
            xml.writeEndElement();
            xml.writeStartElement("body");
            for (SourceHealth channel : channels) {
                outline(xml, channel);
            }
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException(impossible);
        }
        return text.toString();
    }

    /** Lists are links to look at (OPML 2.0, type link); readers subscribe to feeds only. */
    private static void outline(XMLStreamWriter xml, SourceHealth channel) throws XMLStreamException {
        if (channel.address().isEmpty()) {
            return;
        }
        boolean isFeed = channel.kind().equals("poll-feed") || channel.kind().equals("websub");
        xml.writeEmptyElement("outline");
        xml.writeAttribute("type", isFeed ? "rss" : "link");
        xml.writeAttribute("text", shown(channel.name()));
        xml.writeAttribute("title", shown(channel.name()) + " (" + shown(channel.channel()) + ")");
        xml.writeAttribute(isFeed ? "xmlUrl" : "url", shown(channel.address()));
    }
}
