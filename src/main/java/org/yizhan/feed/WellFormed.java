package org.yizhan.feed;

import java.io.StringReader;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Says where XML stops being well-formed, as a strict reader would: tags that don't match, prefixes that nobody declares.
 * It resolves no entity. Stateless.
 */
final class WellFormed {

    /** What is deeper costs a strict reader the square of its depth. */
    private static final int DEEPEST = 200;

    private static final int SHOWN = 40;

    private WellFormed() {}

    /** What is wrong first with {@code xml}; empty where nothing is. */
    static Optional<String> fault(String xml) {
        try {
            XMLStreamReader reader = factory().createXMLStreamReader(new StringReader(xml));
            try {
                return isShallow(reader)
                        ? Optional.empty()
                        : Optional.of("elements are nested more than " + DEEPEST + " deep");
            } catch (XMLStreamException broken) {
                return Optional.of("the XML is not well-formed and was mended, first near “"
                        + before(xml, reader.getLocation().getCharacterOffset()) + "”");
            } finally {
                reader.close();
            }
        } catch (XMLStreamException broken) {
            return Optional.of("the XML is not well-formed and was mended, first at its beginning");
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        return factory;
    }

    private static boolean isShallow(XMLStreamReader reader) throws XMLStreamException {
        int depth = 0;
        while (reader.hasNext() && depth <= DEEPEST) {
            int event = reader.next();
            depth += event == XMLStreamConstants.START_ELEMENT ? 1 : 0;
            depth -= event == XMLStreamConstants.END_ELEMENT ? 1 : 0;
        }
        return depth <= DEEPEST;
    }

    private static String before(String xml, int offset) {
        int end = Math.clamp(offset, 0, xml.length());
        return xml.substring(Math.max(0, end - SHOWN), end).strip().replaceAll("\\s+", " ");
    }
}
