package org.yizhan.ops.alert;

import io.vertx.core.buffer.Buffer;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.yizhan.http.Times;
import org.yizhan.ops.Answer;
import org.yizhan.ops.Asked;
import org.yizhan.ops.Entry;
import org.yizhan.ops.Paths;
import org.yizhan.ops.Rejection;
import org.yizhan.ops.Shown;
import org.yizhan.ops.Trouble;

/**
 * What people were told of alerts as an Atom feed (RFC 4287): an entry an alert, updated when it gets worse and when it
 * ends; an alert of which nobody was told has none. Open to who is logged in, and with
 * {@code ?token=} to who can't be. Every method may block.
 */
public final class IncidentFeed {

    private static final String ATOM = "http://www.w3.org/2005/Atom";
    private static final int ENDED = 100;

    /** What XML 1.0 can't hold, besides the control characters that are out already. */
    private static final Pattern UNWRITABLE = Pattern.compile("[\\x{FFFE}\\x{FFFF}\\x{D800}-\\x{DFFF}]");

    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

    private final AlertDesk desk;
    private final FeedTokens tokens;
    private final String console;
    private final Clock clock;

    /** @param console as {@link Alerts.Place#console} */
    public IncidentFeed(AlertDesk desk, FeedTokens tokens, String console, Clock clock) {
        this.desk = desk;
        this.tokens = tokens;
        this.console = console;
        this.clock = clock;
    }

    public void mount(Paths paths) {
        paths.openWork(Entry.FEED, this::feed).takes("token");
    }

    private Answer feed(Asked asked) throws XMLStreamException {
        asked.parameter("token").filter(token -> !tokens.isValid(token)).ifPresent(wrong -> {
            throw Rejection.of(401, "this token opens nothing; an administrator makes one at /ops/alerts");
        });
        if (asked.parameter("token").isEmpty() && asked.operator().isEmpty()) {
            throw Rejection.of(401, "log in, or give a token");
        }
        return new Answer(200, "application/atom+xml; charset=utf-8", Buffer.buffer(written()), Map.of());
    }

    /** As it reads now. */
    String written() throws XMLStreamException {
        AlertDesk.Board board = desk.board(clock.instant(), ENDED);
        List<Standing> alerts = Stream.concat(board.open().stream(), board.ended().stream())
                .map(AlertDesk.Alert::standing)
                .filter(alert -> alert.told().isPresent())
                .sorted(Comparator.comparing(IncidentFeed::updated).reversed())
                .toList();
        var text = new StringWriter();
        XMLStreamWriter xml = FACTORY.createXMLStreamWriter(text);
        xml.writeStartDocument("utf-8", "1.0");
        xml.writeStartElement("feed");
        xml.writeDefaultNamespace(ATOM);
        element(xml, "id", console + Entry.FEED);
        element(xml, "title", "驿站告警 · Yizhan alerts");
        element(xml, "updated", Times.rfc3339(alerts.isEmpty() ? clock.instant() : updated(alerts.getFirst())));
        link(xml, "self", console + Entry.FEED);
        link(xml, "alternate", console + "/ops/alerts");
        xml.writeStartElement("author");
        element(xml, "name", "驿站 Yizhan");
        xml.writeEndElement();
        for (Standing alert : alerts) {
            entry(xml, alert);
        }
        xml.writeEndElement();
        xml.writeEndDocument();
        xml.flush();
        return text.toString();
    }

    private static Instant updated(Standing alert) {
        return alert.ended().or(() -> alert.told().map(Standing.Told::at)).orElse(alert.first());
    }

    private void entry(XMLStreamWriter xml, Standing alert) throws XMLStreamException {
        Notice.Event event = alert.ended().isPresent()
                ? Notice.Event.OVER
                : alert.told().map(Standing.Told::event).orElse(Notice.Event.BEGAN);
        var notice = new Notice(alert.id(), event, alert, updated(alert));
        Trouble.Kind kind = alert.key().kind();
        xml.writeStartElement("entry");
        element(xml, "id", "urn:uuid:" + alert.id());
        element(xml, "title", Shown.line(notice.chinese(), 300));
        element(xml, "published", Times.rfc3339(alert.began().orElse(alert.first())));
        element(xml, "updated", Times.rfc3339(updated(alert)));
        link(xml, "alternate", console + Trouble.screen(kind, alert.key().subject()));
        link(xml, "related", console + kind.runbook());
        xml.writeEmptyElement("category");
        xml.writeAttribute("term", kind.word());
        element(xml, "summary", Shown.line(notice.english(), 300));
        xml.writeEndElement();
    }

    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(UNWRITABLE.matcher(text).replaceAll("\uFFFD"));
        xml.writeEndElement();
    }

    private static void link(XMLStreamWriter xml, String relation, String address) throws XMLStreamException {
        xml.writeEmptyElement("link");
        xml.writeAttribute("rel", relation);
        xml.writeAttribute("href", address);
    }
}
