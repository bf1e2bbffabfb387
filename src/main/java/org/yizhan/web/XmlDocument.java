package org.yizhan.web;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * An XML document being written: well-formed whatever text goes in, and cut back to its last good end when an entry
 * would make it too long. Not for sharing between threads.
 */
final class XmlDocument {

    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

    private final SizedText text;
    private final XMLStreamWriter out;

    /**
     * Opens the root.
     *
     * @param styleSheet CSS for those who open the document in a browser
     */
    XmlDocument(String root, String styleSheet) {
        this(root, Optional.of(styleSheet));
    }

    /** Opens the root of a document that nobody opens in a browser. */
    XmlDocument(String root) {
        this(root, Optional.empty());
    }

    private XmlDocument(String root, Optional<String> styleSheet) {
        this(new SizedText());
        try {
            out.writeStartDocument("UTF-8", "1.0");
            if (styleSheet.isPresent()) {
                out.writeProcessingInstruction("xml-stylesheet", "type=\"text/css\" href=\"" + styleSheet.get() + "\"");
            }
            out.writeStartElement(root);
        } catch (XMLStreamException impossible) {
            throw broken(impossible);
        }
    }

    private XmlDocument(SizedText text) {
        this.text = text;
        try {
            synchronized (FACTORY) {
                out = FACTORY.createXMLStreamWriter(text);
            }
        } catch (XMLStreamException impossible) {
            throw broken(impossible);
        }
    }

    /** Whole elements that are to stand in several documents, on lines of their own. */
    static byte[] fragment(Consumer<XmlDocument> part) {
        var fragment = new XmlDocument(new SizedText(WrittenEntries.USUAL));
        fragment.text("\n");
        part.accept(fragment);
        fragment.end();
        return fragment.text.toUtf8();
    }

    /** An attribute of the element just opened. */
    XmlDocument with(String attribute, String value) {
        try {
            out.writeAttribute(attribute, Characters.valid(value));
            return this;
        } catch (XMLStreamException impossible) {
            throw broken(impossible);
        }
    }

    XmlDocument open(String element) {
        try {
            out.writeStartElement(element);
            return this;
        } catch (XMLStreamException impossible) {
            throw broken(impossible);
        }
    }

    XmlDocument text(String characters) {
        try {
            out.writeCharacters(Characters.valid(characters));
            return this;
        } catch (XMLStreamException impossible) {
            throw broken(impossible);
        }
    }

    XmlDocument close() {
        try {
            out.writeEndElement();
            return this;
        } catch (XMLStreamException impossible) {
            throw broken(impossible);
        }
    }

    /** A whole element that holds nothing but text. */
    XmlDocument element(String name, String characters) {
        return open(name).text(characters).close();
    }

    /** Writes {@code part} unless the document would then be longer than {@code budget} bytes; says whether it did. */
    boolean fits(int budget, Runnable part) {
        try {
            out.writeCharacters("\n");
            out.flush();
            int mark = text.mark();
            part.run();
            out.flush();
            if (text.bytes() <= budget) {
                return true;
            }
            text.fallBackTo(mark);
            return false;
        } catch (XMLStreamException impossible) {
            throw broken(impossible);
        }
    }

    /** Closes what is open and gives the document. */
    byte[] finish() {
        end();
        return text.toUtf8();
    }

    /** Puts these fragments in, closes what is open and gives the document. */
    byte[] finish(List<byte[]> fragments) {
        try {
            out.flush();
        } catch (XMLStreamException impossible) {
            throw broken(impossible);
        }
        int mark = text.mark();
        end();
        return text.around(mark, fragments);
    }

    private void end() {
        try {
            out.writeEndDocument();
            out.close();
        } catch (XMLStreamException impossible) {
            throw broken(impossible);
        }
    }

    private static IllegalStateException broken(XMLStreamException cause) {
        return new IllegalStateException("writing to memory failed", cause);
    }
}
