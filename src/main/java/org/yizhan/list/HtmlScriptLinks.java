package org.yizhan.list;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Locale;

/**
 * Lists that stand in scripts, laid open as the HTML a browser would have made of them: the strings of
 * {@code document.write} and {@code document.writeln}; the {@code <record><![CDATA[…]]></record>} of Hanweb's jpage, in a
 * {@code <script type="text/xml">} or as the answer of its {@code dataproxy.jsp}; HTML in a string of a JSON answer
 * (jpaas). Nothing is executed. Linear in the text; stateless.
 */
final class HtmlScriptLinks {

    private static final JsonFactory JSON = new JsonFactory();

    private HtmlScriptLinks() {}

    /** The page with such lists in place of the scripts; as it is where it has none. */
    static String unwrap(String page) {
        String head = page.stripLeading();
        if (head.startsWith("{") || head.startsWith("[{")) {
            return strings(head);
        }
        boolean xml = head.startsWith("<?xml") || head.startsWith("<datastore");
        return xml && page.contains("<record>") ? records(page) : scripts(page);
    }

    private static String scripts(String page) {
        var open = new StringBuilder(page.length());
        int at = 0;
        for (int script = tag(page, "<script", 0); script >= 0; script = tag(page, "<script", at)) {
            int body = page.indexOf('>', script) + 1;
            int end = tag(page, "</script", Math.max(body, script + 1));
            if (body == 0 || end < 0) {
                break;
            }
            open.append(page, at, script).append(opened(page, script, body, end));
            at = end;
            if (open.length() > 2 * LinkText.MOST) {
                break;
            }
        }
        return at == 0 ? page : open.append(page, at, page.length()).toString();
    }

    /** The script's list, or its start and body as they were; the end tag {@code </script} follows in both cases. */
    private static String opened(String page, int script, int body, int end) {
        String code = page.substring(body, end);
        String list = code.contains("<record>") ? records(code) : code.contains("document.write") ? written(code) : "";
        return list.isEmpty() ? page.substring(script, end) : list + "<script>";
    }

    /** Where {@code tag} stands in any case, from {@code from} on; -1 where it does not. */
    private static int tag(String page, String tag, int from) {
        for (int at = page.indexOf('<', from); at >= 0; at = page.indexOf('<', at + 1)) {
            if (page.regionMatches(true, at, tag, 0, tag.length())) {
                return at;
            }
        }
        return -1;
    }

    /** What stands in the records, one after the other. */
    private static String records(String xml) {
        var html = new StringBuilder();
        for (int record = xml.indexOf("<record>"); record >= 0; record = xml.indexOf("<record>", record + 1)) {
            int start = xml.indexOf("<![CDATA[", record);
            int end = xml.indexOf("]]>", record);
            if (start < 0 || end < start) {
                break;
            }
            html.append(xml, start + 9, end).append('\n');
            record = end;
        }
        return html.toString();
    }

    /** The string literals among the arguments of each {@code document.write}; what else is added up there is unknown. */
    private static String written(String code) {
        var html = new StringBuilder();
        for (int call = code.indexOf("document.write"); call >= 0; call = code.indexOf("document.write", call)) {
            call = arguments(code, call + "document.write".length(), html);
            html.append('\n');
        }
        return html.toString().strip();
    }

    private static int arguments(String code, int from, StringBuilder html) {
        int depth = 0;
        for (int at = from; at < code.length(); at++) {
            char c = code.charAt(at);
            if (c == '\'' || c == '"' || c == '`') {
                at = literal(code, at, html);
            } else if (c == '(') {
                depth++;
            } else if ((c == ')' && --depth <= 0) || c == ';') {
                return at;
            }
        }
        return code.length();
    }

    /** Appends the literal that begins at {@code open}; answers where it ends. */
    private static int literal(String code, int open, StringBuilder html) {
        int at = open + 1;
        for (; at < code.length() && code.charAt(at) != code.charAt(open); at++) {
            char c = code.charAt(at);
            if (c == '\\' && at + 1 < code.length()) {
                at = escape(code, at + 1, html);
            } else {
                html.append(c);
            }
        }
        return at;
    }

    private static int escape(String code, int at, StringBuilder html) {
        char c = code.charAt(at);
        int digits = c == 'u' ? 4 : c == 'x' ? 2 : 0;
        String number = digits > 0 && at + digits < code.length() ? code.substring(at + 1, at + 1 + digits) : "";
        if (!number.isEmpty() && number.chars().allMatch(digit -> Character.digit(digit, 16) >= 0)) {
            html.append((char) Integer.parseInt(number, 16));
            return at + digits;
        }
        html.append(c == 'n' || c == 'r' || c == 't' ? ' ' : c);
        return at;
    }

    /** The strings of a JSON document that hold links, one after the other. */
    private static String strings(String json) {
        var html = new StringBuilder();
        try (JsonParser parser = JSON.createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING && holdsLinks(parser.getText())) {
                    html.append(parser.getText()).append('\n');
                }
            }
        } catch (IOException broken) {
            // what stands before the fault is as good as it was
            return html.isEmpty() ? json : html.toString();
        }
        return html.isEmpty() ? json : html.toString();
    }

    private static boolean holdsLinks(String text) {
        return text.toLowerCase(Locale.ROOT).contains("<a ");
    }
}
