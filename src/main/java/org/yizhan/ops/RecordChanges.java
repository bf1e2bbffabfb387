package org.yizhan.ops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * What an operator wrote over in a record: the fields that differ, such as {@code message.title}, as they were and as they
 * are, each cut to what stands around the first difference. A field that one side lacks is not there on that side.
 *
 * @param more how many further fields differ
 */
record RecordChanges(Map<String, String> before, Map<String, String> after, int more) {

    static final int MOST_FIELDS = 40;
    static final int LONGEST = 300;

    /** The name of what is no JSON, and is held against the other as a whole. */
    static final String WHOLE = "record";

    private static final int LEAD = 40;
    private static final int DEEPEST = 20;

    private static final int SHORTEST_BYTES = 64;
    private static final Pattern BYTES = Pattern.compile("[A-Za-z0-9+/]++={0,2}");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_.\\[\\]-]{0,79}");
    private static final String OTHER = "(other)";

    /** It follows from the rest. */
    private static final Set<String> DERIVED = Set.of("checksum");

    RecordChanges {
        before = Map.copyOf(before);
        after = Map.copyOf(after);
    }

    static RecordChanges between(byte[] before, byte[] after) {
        return between(fields(before), fields(after));
    }

    private static RecordChanges between(Map<String, String> before, Map<String, String> after) {
        if (before.containsKey(WHOLE) || after.containsKey(WHOLE)) {
            return between(before, after, List.of(WHOLE));
        }
        var names = new LinkedHashSet<>(before.keySet());
        names.addAll(after.keySet());
        names.removeAll(DERIVED);
        names.removeIf(name -> before.containsKey(name) && before.get(name).equals(after.get(name)));
        return between(before, after, List.copyOf(names));
    }

    private static RecordChanges between(Map<String, String> before, Map<String, String> after, List<String> names) {
        Map<String, String> were = new LinkedHashMap<>();
        Map<String, String> are = new LinkedHashMap<>();
        names.stream().limit(MOST_FIELDS).forEach(name -> {
            String was = before.getOrDefault(name, "");
            String is = after.getOrDefault(name, "");
            if (isBytes(was) || isBytes(is)) {
                was = sized(was);
                is = sized(is);
            }
            int from = from(was, is);
            if (before.containsKey(name)) {
                were.put(name, cut(was, from));
            }
            if (after.containsKey(name)) {
                are.put(name, cut(is, from));
            }
        });
        return new RecordChanges(were, are, Math.max(0, names.size() - MOST_FIELDS));
    }

    /** The names of the fields, as the audit may keep them: one that is made of other than plain characters is no name of ours. */
    Set<String> names() {
        var names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        boolean isStrange = names.removeIf(name -> !PLAIN.matcher(name).matches());
        if (isStrange) {
            names.add(OTHER);
        }
        return names;
    }

    /** {@code {"before":{…},"after":{…}}}. */
    ObjectNode json() {
        var json = Answer.object();
        put(json.putObject("before"), before);
        put(json.putObject("after"), after);
        return json;
    }

    private static void put(ObjectNode fields, Map<String, String> texts) {
        texts.keySet().stream().sorted().forEach(name -> fields.put(name, texts.get(name)));
    }

    private static Map<String, String> fields(byte[] record) {
        Map<String, String> fields = new LinkedHashMap<>();
        try {
            JsonNode read = Answer.JSON.readTree(record);
            if (read.isObject()) {
                collect("", read, 0, fields);
                return fields;
            }
        } catch (IOException damaged) {
            // a record that can't be read is why it is mended → it is shown whole
            fields.clear();
        }
        fields.put(WHOLE, new String(record, StandardCharsets.UTF_8));
        return fields;
    }

    private static void collect(String name, JsonNode value, int depth, Map<String, String> fields) {
        if (!value.isContainerNode() || value.isEmpty() || depth == DEEPEST) {
            collect(name, value, fields);
            return;
        }
        if (value.isObject()) {
            value.fields()
                    .forEachRemaining(field -> collect(
                            name.isEmpty() ? field.getKey() : name + "." + field.getKey(),
                            field.getValue(),
                            depth + 1,
                            fields));
            return;
        }
        for (int i = 0; i < value.size(); i++) {
            collect(name + "[" + i + "]", value.get(i), depth + 1, fields);
        }
    }

    /** What was pushed stands in its record as text: its own fields are told apart. */
    private static void collect(String name, JsonNode value, Map<String, String> fields) {
        String text = value.isTextual() ? value.textValue() : value.toString();
        if (name.equals("message.body") && text.startsWith("{")) {
            try {
                collect(name, Answer.JSON.readTree(text), 1, fields);
                return;
            } catch (IOException noJson) {
                // it only begins like JSON → a text like any other
                fields.put(name, text);
            }
        }
        fields.put(name, text);
    }

    /** Where both begin to be shown: some characters before they part. */
    private static int from(String was, String is) {
        int same = 0;
        while (same < Math.min(was.length(), is.length()) && was.charAt(same) == is.charAt(same)) {
            same++;
        }
        int from = Math.max(0, same - LEAD);
        return from > 0 && Character.isLowSurrogate(was.charAt(from)) ? from + 1 : from;
    }

    /** A document that came as bytes stands in its record in base64. */
    private static boolean isBytes(String text) {
        return text.length() >= SHORTEST_BYTES
                && text.length() % 4 == 0
                && BYTES.matcher(text).matches();
    }

    private static String sized(String text) {
        if (text.length() % 4 != 0 || !BYTES.matcher(text).matches()) {
            return text;
        }
        byte[] bytes = Base64.getDecoder().decode(text);
        var crc = new CRC32C();
        crc.update(bytes);
        return "%d bytes, checksum %08x".formatted(bytes.length, crc.getValue());
    }

    private static String cut(String text, int from) {
        String rest = text.substring(Math.min(from, text.length()));
        String shown = LetterKeeper.storable(rest, LONGEST);
        return (from > 0 ? "…" : "") + shown + (rest.length() > LONGEST ? "…" : "");
    }
}
