package org.yizhan.normalize;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.ParseException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.yizhan.article.Article;
import org.yizhan.article.Charsets;
import org.yizhan.article.Received;
import org.yizhan.article.Sources;
import org.yizhan.article.Unreadable;

/**
 * Reads the article in a letter (RFC 5322, MIME): the subject is its title, the HTML part or else the plain one its body,
 * the date its publication time. Attachments are left out with a warning. Pure and safe for concurrent use.
 */
final class MailReader {

    private static final int DEEPEST = 20;
    private static final int MOST_PARTS = 200;
    private static final Session SESSION = Session.getInstance(new Properties());

    private final AttributionReader attributions;

    MailReader(Sources sources) {
        this.attributions = new AttributionReader(sources);
    }

    /** @throws Unreadable {@code unreadable-mail} where it is no letter, {@code no-title}, {@code no-text} */
    Article read(Received received, List<String> warnings) {
        try {
            var letter = new MimeMessage(SESSION, new ByteArrayInputStream(received.bytes()));
            var bodies = new Bodies(warnings);
            bodies.take(letter, 0);
            SanitisedHtml html = SanitisedHtml.of(bodies.html, "", warnings);
            List<String> lines = html.paragraphs().isEmpty() ? Texts.lines(bodies.plain) : html.paragraphs();
            var draft = new Draft(
                    Title.clean(Optional.ofNullable(letter.getSubject()).orElse(""), warnings),
                    "",
                    received.hint(Received.Hint.COLUMN),
                    "",
                    sent(letter),
                    new Draft.Body(html.html(), lines, html.images()),
                    List.of(),
                    List.of(),
                    List.of());
            return article(received, draft, warnings);
        } catch (MessagingException | IOException e) {
            throw new Unreadable("unreadable-mail", "the letter can't be read: " + e.getMessage());
        }
    }

    private Article article(Received received, Draft draft, List<String> warnings) {
        if (draft.title().isEmpty()) {
            throw new Unreadable("no-title", "the letter has no subject, which is to be the article's title");
        }
        if (draft.isBlank()) {
            throw new Unreadable("no-text", "the letter shows neither words nor pictures");
        }
        AttributionReader.Reading reading =
                attributions.read(draft.note(), draft.body().lines());
        return draft.article(Draft.Identified.by(received), reading, reading.attribution(), warnings);
    }

    private static String sent(MimeMessage letter) throws MessagingException {
        return Optional.ofNullable(letter.getSentDate())
                .map(date -> date.toInstant().toString())
                .orElse("");
    }

    /** The first body of each kind; what is attached is named and left out. */
    private static final class Bodies {
        private final List<String> warnings;
        private String html = "";
        private String plain = "";
        private int parts;

        Bodies(List<String> warnings) {
            this.warnings = warnings;
        }

        void take(Part part, int depth) throws MessagingException, IOException {
            if (depth > DEEPEST || ++parts > MOST_PARTS) {
                throw new Unreadable(
                        "unreadable-mail",
                        "the letter has more than " + MOST_PARTS + " parts or parts more than " + DEEPEST + " deep");
            }
            if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart several) {
                for (int i = 0; i < several.getCount(); i++) {
                    BodyPart inner = several.getBodyPart(i);
                    take(inner, depth + 1);
                }
            } else if (Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) {
                warnings.add("the attachment " + part.getFileName() + " was left out");
            } else if (part.isMimeType("text/html") && html.isEmpty()) {
                html = text(part);
            } else if (part.isMimeType("text/plain") && plain.isEmpty()) {
                plain = text(part);
            }
        }

        private String text(Part part) throws MessagingException, IOException {
            Charsets.Decoded decoded =
                    Charsets.decode(part.getInputStream().readAllBytes(), charset(part), Optional.empty());
            if (decoded.isDamaged()) {
                warnings.add("some bytes belong to no charset we know and were replaced by U+FFFD");
            }
            return decoded.text();
        }

        private static Optional<String> charset(Part part) throws MessagingException {
            try {
                return Optional.ofNullable(new ContentType(part.getContentType()).getParameter("charset"));
            } catch (ParseException unreadable) {
                return Optional.empty();
            }
        }
    }
}
