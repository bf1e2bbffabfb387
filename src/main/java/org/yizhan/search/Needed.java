package org.yizhan.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * The terms without which none of some questions is answered. Who has them may answer, who lacks them does not: a text is
 * gone through once for all questions, a small part of what it takes to write it into an index and to ask that. For one
 * thread.
 */
final class Needed {

    private final Map<Question, Predicate<Set<String>>> questions = new HashMap<>();
    private final CharArraySet terms = new CharArraySet(64, false);

    /** Characters that a term has to begin with, where no term is known whole. */
    private final Set<Integer> beginnings = new HashSet<>();

    Needed(Collection<Question> asked) {
        asked.forEach(question -> questions.computeIfAbsent(question, this::of));
    }

    private Predicate<Set<String>> of(Question question) {
        return switch (question) {
            case Question.Anything anything -> found -> true;
            case Question.Without without -> found -> true;
            case Question.Words words -> of(words.text());
            case Question.All all -> {
                List<Predicate<Set<String>>> parts =
                        all.parts().stream().map(this::of).toList();
                yield found -> parts.stream().allMatch(part -> part.test(found));
            }
            case Question.Any any -> {
                List<Predicate<Set<String>>> parts =
                        any.parts().stream().map(this::of).toList();
                yield found -> parts.stream().anyMatch(part -> part.test(found));
            }
        };
    }

    private Predicate<Set<String>> of(String words) {
        List<Terms.Placed> all = Terms.of(words);
        if (all.isEmpty()) {
            return found -> false;
        }
        List<String> needed =
                Asking.needed(all).stream().map(Terms.Placed::term).toList();
        if (needed.isEmpty()) {
            String beginning = all.getLast().term();
            beginnings.add(beginning.codePointAt(0));
            return found -> found.contains(beginning);
        }
        terms.addAll(needed);
        return found -> found.containsAll(needed);
    }

    /** Those of the terms that a story has. */
    Set<String> in(StoryDocument story) {
        Set<String> found = new HashSet<>();
        try (var stream = new Terms(StoryFields.words(story))) {
            CharTermAttribute term = stream.getAttribute(CharTermAttribute.class);
            while (stream.incrementToken()) {
                if (!beginnings.isEmpty()) {
                    begin(Character.codePointAt(term.buffer(), 0, term.length()), found);
                }
                if (terms.contains(term.buffer(), 0, term.length())) {
                    found.add(term.toString());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory can't be read", e);
        }
        return found;
    }

    private void begin(int character, Set<String> found) {
        if (beginnings.contains(character)) {
            found.add(Character.toString(character));
        }
    }

    /** Whether who has these terms, and no others, may answer some of the questions. */
    boolean isEnough(Set<String> found) {
        return questions.values().stream().anyMatch(question -> question.test(found));
    }

    /** The same of one of the questions; of any other it is not known. */
    boolean isEnough(Question question, Set<String> found) {
        Predicate<Set<String>> known = questions.get(question);
        return known == null || known.test(found);
    }
}
