package org.yizhan.search;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What words are looked for, as it was understood. {@link #toString} of a {@link #canonical} one is the spelling that equals share. */
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

        /** What is left out of what is left out is wanted. */
        static Question of(Question part) {
            return part instanceof Without twice ? twice.part() : new Without(part);
        }

        @Override
        public String toString() {
            return part instanceof Words ? "-" + part : "-(" + part + ")";
        }
    }

    /**
     * The same question as all write it who ask it: in Simplified characters of half width and small letters, any sign
     * in quotation marks as the same, without those marks where they part nothing, the parts in one order, each once.
     */
    default Question canonical() {
        return switch (this) {
            case Words words -> Spelling.of(words);
            case All all ->
                joined(all.parts(), part -> part instanceof All inner ? inner.parts() : List.of(part), All::new);
            case Any any ->
                joined(any.parts(), part -> part instanceof Any inner ? inner.parts() : List.of(part), Any::new);
            case Without without -> Without.of(without.part().canonical());
            case Anything anything -> anything;
        };
    }

    private static Question joined(
            List<Question> given, Function<Question, List<Question>> open, Function<List<Question>, Question> join) {
        List<Question> parts = given.stream()
                .map(Question::canonical)
                .flatMap(part -> open.apply(part).stream())
                .sorted(Comparator.comparing((Question part) -> part instanceof Without)
                        .thenComparing(Question::toString))
                .distinct()
                .toList();
        return parts.size() == 1 ? parts.getFirst() : join.apply(parts);
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
