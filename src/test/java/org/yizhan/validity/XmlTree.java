package org.yizhan.validity;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** A well-formed document and the questions that rules put to its elements. Stateless. */
final class XmlTree {

    static final String ATOM = "http://www.w3.org/2005/Atom";
    static final String TOMBSTONES = "http://purl.org/atompub/tombstones/1.0";
    static final String HISTORY = "http://purl.org/syndication/history/1.0";
    static final String CONTENT = "http://purl.org/rss/1.0/modules/content/";
    static final String DC = "http://purl.org/dc/elements/1.1/";
    static final String TERMS = "http://purl.org/dc/terms/";
    static final String MEDIA = "http://search.yahoo.com/mrss/";

    private static final ErrorHandler QUIET = new ErrorHandler() {
        @Override
        public void warning(SAXParseException exception) {}

        @Override
        public void error(SAXParseException exception) throws SAXException {
            throw exception;
        }

        @Override
        public void fatalError(SAXParseException exception) throws SAXException {
            throw exception;
        }
    };

    private XmlTree() {}

    /** @throws SAXException where it is not well-formed, or has a document type */
    static Document parse(byte[] document) throws SAXException {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(QUIET);
            return builder.parse(new ByteArrayInputStream(document));
        } catch (ParserConfigurationException | IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static List<Element> children(Element parent) {
        var children = new ArrayList<Element>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    static List<Element> children(Element parent, String namespace, String name) {
        return children(parent).stream()
                .filter(child -> name(child).equals(name(namespace, name)))
                .toList();
    }

    static String text(Element parent, String namespace, String name) {
        return children(parent, namespace, name).stream()
                .findFirst()
                .map(Node::getTextContent)
                .orElse("");
    }

    static String name(Element element) {
        return name(element.getNamespaceURI() == null ? "" : element.getNamespaceURI(), element.getLocalName());
    }

    static String name(String namespace, String name) {
        return namespace.isEmpty() ? name : "{" + namespace + "}" + name;
    }

    static Set<String> names(String namespace, String... names) {
        return new HashSet<>(
                Arrays.stream(names).map(name -> name(namespace, name)).toList());
    }

    /** Exactly one, with something in it. */
    static void one(Element parent, String namespace, String name, String where, Findings findings) {
        List<Element> found = children(parent, namespace, name);
        findings.check(found.size() == 1, where, found.size() + " elements " + name + " instead of one");
        found.forEach(element -> findings.check(!element.getTextContent().isBlank(), where, name + " is empty"));
    }

    static void atMostOne(Element parent, String namespace, String name, String where, Findings findings) {
        int found = children(parent, namespace, name).size();
        findings.check(found <= 1, where, found + " elements " + name);
    }

    /** Only elements that some specification knows at this place. */
    static void known(Element parent, Set<String> names, String where, Findings findings) {
        children(parent).stream()
                .map(XmlTree::name)
                .filter(name -> !names.contains(name))
                .distinct()
                .forEach(name -> findings.add(where, "unknown element " + name));
    }
}
