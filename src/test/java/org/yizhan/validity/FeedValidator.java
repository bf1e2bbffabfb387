package org.yizhan.validity;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.xml.sax.SAXException;

/**
 * Says what is wrong with a feed, after the rules of the formats and of those who read them (W3C's Feed Validation
 * Service among them): required and single elements, dates, ids, addresses, media types, order, content that neither runs
 * nor refers to what it is not near. Stateless.
 */
public final class FeedValidator {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private FeedValidator() {}

    /**
     * What is wrong with it; empty for a valid one.
     *
     * @param format {@code rss}, {@code atom} or {@code json}
     * @param address where it was found
     */
    public static List<String> validate(String format, String address, byte[] document) {
        var findings = new Findings();
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(document));
            switch (format.toLowerCase(Locale.ROOT)) {
                case "rss" ->
                    new RssRules(findings).check(XmlTree.parse(document).getDocumentElement(), address);
                case "atom" ->
                    new AtomRules(findings).check(XmlTree.parse(document).getDocumentElement(), address);
                case "json" -> new JsonFeedRules(findings).check(JSON.readTree(document), address);
                default -> throw new IllegalArgumentException("no rules for " + format);
            }
        } catch (CharacterCodingException e) {
            findings.add("document", "is not UTF-8");
        } catch (SAXException | IOException e) {
            findings.add("document", "can't be read: " + e.getMessage());
        }
        return findings.all();
    }
}
