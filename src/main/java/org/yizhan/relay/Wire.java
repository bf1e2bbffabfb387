package org.yizhan.relay;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.yizhan.article.Article;
import org.yizhan.article.DeadLetter;
import org.yizhan.article.Envelope;
import org.yizhan.article.Erasure;
import org.yizhan.article.FeedsChanged;
import org.yizhan.article.Grouped;
import org.yizhan.article.Hop;
import org.yizhan.article.Mending;
import org.yizhan.article.Message;
import org.yizhan.article.Moved;
import org.yizhan.article.Received;
import org.yizhan.article.Tagged;
import org.yizhan.article.Unreadable;
import org.yizhan.article.Withdrawal;
import org.yizhan.json.Malformed;

/**
 * The wire format of an envelope: one JSON object, UTF-8.
 *
 * <pre>{@code {"schema":1,"topic":"articles.received","kind":"received","traceId":"…","hops":[…],
 *  "checksum":"<CRC-32C of the message's bytes, 8 hex digits>","message":{…}}}</pre>
 *
 * <p>{@code topic} and {@code checksum} are there because a broken client can put a record into another topic and call
 * it success (CVE-2026-35554): what does not fit its topic or its checksum is unreadable. {@code message} stands last,
 * and the fields a reader does not know are passed over, so newer writers can add some; what an older reader could
 * misread takes a new schema number. Times are microseconds since 1970 UTC. Safe for concurrent use.
 */
public final class Wire {

    /** The schema version written. */
    static final int SCHEMA = 1;

    /** In characters: a dead letter holds a record of the largest size in base64. */
    private static final int LONGEST_STRING = 2 * Topic.LARGEST_RECORD;

    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
                    .disable(JsonFactory.Feature.CHARSET_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(LONGEST_STRING)
                            .build())
                    .build())
            .addModule(new JavaTimeModule())
            .addModule(new Jdk8Module())
            .addModule(MicrosecondTimes.module())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, null))
            .build();

    private static final Map<String, ObjectReader> KINDS = Map.ofEntries(
            Map.entry("received", JSON.readerFor(Received.class)),
            Map.entry("withdrawal", JSON.readerFor(Withdrawal.class)),
            Map.entry("erasure", JSON.readerFor(Erasure.class)),
            Map.entry("mending", JSON.readerFor(Mending.class)),
            Map.entry("article", JSON.readerFor(Article.class)),
            Map.entry("grouped", JSON.readerFor(Grouped.class)),
            Map.entry("moved", JSON.readerFor(Moved.class)),
            Map.entry("tagged", JSON.readerFor(Tagged.class)),
            Map.entry("dead-letter", JSON.readerFor(DeadLetter.class)),
            Map.entry("feeds-changed", JSON.readerFor(FeedsChanged.class)));

    /** What a person wrote may say a thing twice, or more than one thing. */
    private static final ObjectReader STRICT = JSON.reader()
            .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final ObjectReader HOPS = JSON.readerForListOf(Hop.class);
    private static final ObjectWriter HOPS_WRITER = JSON.writerFor(
                    HOPS.getTypeFactory().constructCollectionType(List.class, Hop.class))
            .without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);
    private static final byte[] MESSAGE_FIELD = ",\"message\":".getBytes(StandardCharsets.US_ASCII);

    private Wire() {}

    /** The record's value that says {@code envelope} on {@code topic}. */
    public static byte[] write(Topic topic, Envelope envelope) {
        try {
            byte[] message = JSON.writeValueAsBytes(envelope.message());
            var bytes = new ByteArrayOutputStream(message.length + 512);
            try (JsonGenerator head = JSON.createGenerator(bytes)) {
                head.writeStartObject();
                head.writeNumberField("schema", SCHEMA);
                head.writeStringField("topic", topic.topicName());
                head.writeStringField("kind", kind(envelope.message()));
                head.writeStringField("traceId", envelope.traceId());
                head.writeFieldName("hops");
                HOPS_WRITER.writeValue(head, envelope.hops());
                head.writeStringField("checksum", checksum(message, 0, message.length));
            }
            bytes.write(MESSAGE_FIELD);
            bytes.write(message);
            bytes.write('}');
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory", impossible);
        }
    }

    /**
     * The envelope that a record's value says.
     *
     * @throws Unreadable where it is none, of a schema or kind not known here, or damaged
     */
    public static Envelope read(Topic topic, byte[] value) {
        try (JsonParser parser = JSON.createParser(value)) {
            return new Reading(topic, value, parser).envelope();
        } catch (IOException e) {
            throw new Unreadable("unreadable-envelope", "not an envelope: " + Malformed.why(e, value));
        }
    }

    /**
     * The record that a person has written over, with a checksum that fits again.
     *
     * @throws Unreadable where it is no JSON object with a message; whether that can be read says {@link #read}
     */
    public static byte[] sealed(Topic topic, byte[] written) {
        try {
            if (!(STRICT.readTree(written) instanceof ObjectNode envelope)) {
                throw new Unreadable("unreadable-envelope", "not an envelope: a JSON object is wanted");
            }
            JsonNode message = envelope.path("message");
            if (!message.isObject()) {
                throw new Unreadable("unreadable-envelope", "the envelope has no message");
            }
            byte[] said = JSON.writeValueAsBytes(message);
            envelope.remove("message");
            envelope.put("checksum", checksum(said, 0, said.length));
            byte[] head = JSON.writeValueAsBytes(envelope);
            var bytes = new ByteArrayOutputStream(head.length + said.length + MESSAGE_FIELD.length + 1);
            bytes.write(head, 0, head.length - 1);
            bytes.write(MESSAGE_FIELD);
            bytes.write(said);
            bytes.write('}');
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new Unreadable("unreadable-envelope", "not an envelope: " + Malformed.why(e, written));
        }
    }

    private static String kind(Message message) {
        return switch (message) {
            case Received r -> "received";
            case Withdrawal w -> "withdrawal";
            case Erasure e -> "erasure";
            case Mending m -> "mending";
            case Article a -> "article";
            case Grouped g -> "grouped";
            case Moved m -> "moved";
            case Tagged t -> "tagged";
            case DeadLetter d -> "dead-letter";
            case FeedsChanged f -> "feeds-changed";
        };
    }

    private static String checksum(byte[] bytes, int from, int to) {
        var crc = new CRC32C();
        crc.update(bytes, from, to - from);
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }

    /** One pass over one value. */
    private static final class Reading {
        private final Topic topic;
        private final byte[] value;
        private final JsonParser parser;
        private int schema;
        private String writtenFor = "";
        private String kind = "";
        private String traceId = "";
        private String checksum = "";
        private List<Hop> hops = List.of();

        Reading(Topic topic, byte[] value, JsonParser parser) {
            this.topic = topic;
            this.value = value;
            this.parser = parser;
        }

        Envelope envelope() throws IOException {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new Unreadable("unreadable-envelope", "not an envelope: a JSON object is wanted");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case "schema" -> schema = parser.getValueAsInt();
                    case "topic" -> writtenFor = parser.getText();
                    case "kind" -> kind = parser.getText();
                    case "traceId" -> traceId = parser.getText();
                    case "checksum" -> checksum = parser.getText();
                    case "hops" -> hops = hops();
                    case "message" -> {
                        return new Envelope(traceId, hops, message());
                    }
                    default -> parser.skipChildren();
                }
            }
            throw new Unreadable("unreadable-envelope", "the envelope has no message");
        }

        private List<Hop> hops() throws IOException {
            @Nullable List<@Nullable Hop> read = HOPS.readValue(parser);
            if (read == null || read.contains(null)) {
                throw new Unreadable("unreadable-envelope", "the envelope's hops are to be a list of steps");
            }
            return List.copyOf(read);
        }

        private Message message() throws IOException {
            if (schema != SCHEMA) {
                throw new Unreadable(
                        "unknown-schema",
                        "schema version " + schema + " is not known here, only " + SCHEMA
                                + "; run the version of Yizhan that wrote it, then replay");
            }
            if (!writtenFor.equals(topic.topicName())) {
                throw new Unreadable(
                        "wrong-topic", "written for topic " + writtenFor + ", found on " + topic.topicName());
            }
            ObjectReader reader = KINDS.get(kind);
            if (reader == null) {
                throw new Unreadable("unknown-kind", "a message of kind '" + kind + "' is not known here");
            }
            int from = (int) parser.currentTokenLocation().getByteOffset();
            // the message stands last: it ends before the envelope's own brace
            int to = value.length - 1;
            if (to <= from || value[to] != '}') {
                throw new Unreadable("unreadable-envelope", "the envelope is cut off");
            }
            String actual = checksum(value, from, to);
            if (!actual.equals(checksum)) {
                throw new Unreadable("checksum", "checksum is " + actual + ", the envelope says " + checksum);
            }
            @Nullable Message message = reader.readValue(value, from, to - from);
            if (message == null) {
                throw new Unreadable("unreadable-envelope", "the envelope has no message");
            }
            return message;
        }
    }
}
