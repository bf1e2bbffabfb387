package org.yizhan.ops.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import org.yizhan.ops.Shown;

/**
 * Mails alerts over SMTP. Nothing of what an alert says can start a header of its own: line breaks and control characters
 * are taken out of subjects. Safe for concurrent use.
 */
public final class Mail implements Output {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int LONGEST_SUBJECT = 150;
    private static final int LONGEST_LINE = 2_000;
    private static final String PATIENCE = "10000";

    private final Session session;
    private final Letterhead letterhead;
    private final Clock clock;

    /**
     * From where and to whom.
     *
     * @param host of the mail server
     * @param security {@code starttls} (a server that can't is refused), {@code tls} or {@code none}
     * @param user empty: without a login
     * @param to addresses, with commas between them
     */
    public record Letterhead(
            String host, int port, String security, String user, String password, String from, String to) {
        @Override
        public String toString() {
            return "Letterhead[host=%s, port=%d, security=%s, user=%s, from=%s, to=%s]"
                    .formatted(host, port, security, user, from, to);
        }
    }

    /** @throws IllegalArgumentException that says what is wrong with the settings */
    public Mail(Letterhead letterhead, Clock clock) {
        this.letterhead = letterhead;
        this.clock = clock;
        this.session = Session.getInstance(properties(letterhead), login(letterhead));
        addresses(letterhead.from(), "from");
        addresses(letterhead.to(), "to");
    }

    private static Properties properties(Letterhead letterhead) {
        var properties = new Properties();
        properties.setProperty("mail.transport.protocol", "smtp");
        properties.setProperty("mail.smtp.host", letterhead.host());
        properties.setProperty("mail.smtp.port", String.valueOf(letterhead.port()));
        properties.setProperty("mail.smtp.connectiontimeout", PATIENCE);
        properties.setProperty("mail.smtp.timeout", PATIENCE);
        properties.setProperty("mail.smtp.writetimeout", PATIENCE);
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty(
                "mail.smtp.auth", String.valueOf(!letterhead.user().isEmpty()));
        switch (letterhead.security()) {
            case "starttls" -> {
                properties.setProperty("mail.smtp.starttls.enable", "true");
                properties.setProperty("mail.smtp.starttls.required", "true");
            }
            case "tls" -> properties.setProperty("mail.smtp.ssl.enable", "true");
            case "none" -> {}
            default -> throw new IllegalArgumentException("security must be starttls, tls or none");
        }
        return properties;
    }

    private static Authenticator login(Letterhead letterhead) {
        return new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(letterhead.user(), letterhead.password());
            }
        };
    }

    private static InternetAddress[] addresses(String written, String what) {
        try {
            InternetAddress[] addresses = InternetAddress.parse(written, true);
            if (addresses.length > 0) {
                return addresses;
            }
        } catch (MessagingException unreadable) {
            // said below, like an empty one
        }
        throw new IllegalArgumentException(what + " is '" + written + "'; give a mail address");
    }

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public Optional<String> send(Parcel parcel) {
        try {
            Transport.send(message(parcel));
            return Optional.empty();
        } catch (MessagingException | JsonProcessingException failure) {
            return Optional.of(Shown.line(String.valueOf(failure), 300));
        }
    }

    private MimeMessage message(Parcel parcel) throws MessagingException, JsonProcessingException {
        JsonNode body = JSON.readTree(parcel.body());
        var message = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", "<" + parcel.id() + "@yizhan>");
            }
        };
        message.setFrom(addresses(letterhead.from(), "from")[0]);
        message.setRecipients(Message.RecipientType.TO, addresses(letterhead.to(), "to"));
        message.setSubject(MailText.subject(body, LONGEST_SUBJECT), StandardCharsets.UTF_8.name());
        message.setText(MailText.text(body, LONGEST_LINE), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(clock.instant()));
        message.setHeader("Auto-Submitted", "auto-generated");
        return message;
    }
}
