package org.yizhan.search;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads what a person writes into a search box: words that must all be there, {@code "phrases"}, {@code OR} between
 * neighbours ({@code 养老 托育 OR 幼儿} is 养老 with one of the others), {@code -} before what must not be there, parentheses.
 *
 * <p>Never fails for its form: <em>full-width signs, Chinese quotation marks and punctuation → the sign meant, or a blank;
 * a quotation mark or a parenthesis without its other half → as if that stood at the end; an operator with nothing to
 * work on → left out.</em>
 */
public final class QuestionReader {

    /**
     * Most characters of words and operators. What parts them doesn't count, and {@code OR} is one, so that no spelling of
     * a question, the canonical one among them, counts for more than the one that was typed.
     */
    public static final int LONGEST = 200;

    private static final int DEEPEST = 8;
    private static final int MOST_WORDS = 32;

    private final List<String> signs;
    private int at;

    private QuestionReader(List<String> signs) {
        this.signs = signs;
    }

    /** What is read, or why nothing is. */
    public sealed interface Read {

        record Understood(Question question) implements Read {}

        record Refused(Limit limit) implements Read {}
    }

    /** Of what a text may not have more. */
    public enum Limit {
        CHARACTERS(LONGEST),
        WORDS(MOST_WORDS),
        /** Parentheses in others. */
        DEPTH(DEEPEST);

        private final int most;

        Limit(int most) {
            this.most = most;
        }

        public int most() {
            return most;
        }
    }

    /** Reads a text; one that is too long, or has too many words, is refused. */
    public static Read read(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFC).strip();
        List<String> signs = Signs.of(plain);
        if (length(signs, plain) > LONGEST) {
            return new Read.Refused(Limit.CHARACTERS);
        }
        if (signs.stream().filter(sign -> !Signs.isOperator(sign)).count() > MOST_WORDS) {
            return new Read.Refused(Limit.WORDS);
        }
        var reader = new QuestionReader(signs);
        return reader.isTooDeep() ? new Read.Refused(Limit.DEPTH) : new Read.Understood(reader.question(plain));
    }

    /** That of a text without words, which stays as it is, is its own. */
    private static int length(List<String> signs, String text) {
        int words = signs.stream()
                .filter(sign -> !Signs.isOperator(sign))
                .mapToInt(sign -> length(sign.startsWith("\"") ? sign.substring(1) : sign))
                .sum();
        int operators = (int) signs.stream()
                .filter(sign -> Signs.isOperator(sign) && !sign.equals(")"))
                .count();
        return words == 0 ? length(text) : words + operators;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private boolean isTooDeep() {
        int open = 0;
        for (String sign : signs) {
            open += sign.equals("(") ? 1 : sign.equals(")") && open > 0 ? -1 : 0;
            if (open > DEEPEST) {
                return true;
            }
        }
        return false;
    }

    /** Of signs alone, which no text is looked for by, one that nothing answers. */
    private Question question(String text) {
        List<Question> parts = new ArrayList<>();
        while (at < signs.size()) {
            parts(parts);
            // a parenthesis that closes nothing
            at++;
        }
        return parts.isEmpty() && !text.isEmpty() ? alone(text) : all(parts);
    }

    /** Operators that are words are looked for as such. */
    private static Question alone(String text) {
        String operators = text.replaceAll("[^A-Z]+", " ").strip();
        return operators.isEmpty() ? new Question.Words(text, false) : new Question.Words(operators, true);
    }

    /** Adds parts up to the parenthesis that closes them, or the end. */
    private void parts(List<Question> parts) {
        boolean joined = false;
        while (at < signs.size() && !signs.get(at).equals(")")) {
            if (signs.get(at).equals("|")) {
                joined = !parts.isEmpty();
                at++;
                continue;
            }
            Optional<Question> part = part();
            if (part.isPresent()) {
                parts.add(joined ? either(parts.removeLast(), part.get()) : part.get());
                joined = false;
            }
        }
    }

    private Optional<Question> part() {
        String sign = signs.get(at++);
        if (sign.equals("-")) {
            return at < signs.size() && !")|".contains(signs.get(at))
                    ? part().map(Question.Without::of)
                    : Optional.empty();
        }
        if (!sign.equals("(")) {
            return words(sign);
        }
        List<Question> inner = new ArrayList<>();
        parts(inner);
        at++;
        return inner.isEmpty() ? Optional.empty() : Optional.of(all(inner));
    }

    private static Optional<Question> words(String sign) {
        if (!sign.startsWith("\"")) {
            return Optional.of(new Question.Words(sign, false));
        }
        String phrase = sign.substring(1);
        return phrase.isEmpty() ? Optional.empty() : Optional.of(new Question.Words(phrase, true));
    }

    private static Question all(List<Question> given) {
        List<Question> parts = given.stream()
                .flatMap(part -> part instanceof Question.All inner ? inner.parts().stream() : Stream.of(part))
                .toList();
        return switch (parts.size()) {
            case 0 -> new Question.Anything();
            case 1 -> parts.getFirst();
            default -> new Question.All(parts);
        };
    }

    private static Question either(Question left, Question right) {
        List<Question> parts = new ArrayList<>(left instanceof Question.Any any ? any.parts() : List.of(left));
        parts.add(right);
        return new Question.Any(parts);
    }
}
