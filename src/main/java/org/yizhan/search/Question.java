package org.yizhan.search;

import java.util.List;
import java.util.stream.Collectors;

/** What words are looked for, as it was understood. {@link #toString} writes it in the one spelling that equals share. */
public sealed interface Question {

    /** Nothing is asked for: everything answers. */
    record Anything() implements Question {
        @Override
        public String toString() {
            return "";
        }
    }

    /**
     * Characters that stand together, in this order.
     *
     * @param quoted whether blanks and punctuation may be among them
     */
    record Words(String text, boolean quoted) implements Question {
        @Override
        public String toString() {
            return quoted ? '"' + text + '"' : text;
        }
    }

    /** All of these. */
    record All(List<Question> parts) implements Question {
        public All {
            parts = List.copyOf(parts);
        }

        @Override
        public String toString() {
            return parts.stream().map(All::part).collect(Collectors.joining(" "));
        }

        private static String part(Question part) {
            return part instanceof All ? "(" + part + ")" : part.toString();
        }
    }

    /** At least one of these. */
    record Any(List<Question> parts) implements Question {
        public Any {
            parts = List.copyOf(parts);
        }

        @Override
        public String toString() {
            return parts.stream().map(Any::part).collect(Collectors.joining(" OR "));
        }

        private static String part(Question part) {
            return part instanceof All || part instanceof Any ? "(" + part + ")" : part.toString();
        }
    }

    /** Not this. */
    record Without(Question part) implements Question {
        @Override
        public String toString() {
            return part instanceof Words ? "-" + part : "-(" + part + ")";
        }
    }

    /** The words that an answer has, whichever they are. */
    default List<Words> wanted() {
        return switch (this) {
            case Words words -> List.of(words);
            case All all ->
                all.parts().stream().flatMap(part -> part.wanted().stream()).toList();
            case Any any ->
                any.parts().stream().flatMap(part -> part.wanted().stream()).toList();
            case Without without -> List.of();
            case Anything anything -> List.of();
        };
    }
}
