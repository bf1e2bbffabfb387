package org.yizhan.search;

import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/** Turns a question into Lucene's queries on one field of {@link Terms}. */
final class Asking {

    private final String field;

    Asking(String field) {
        this.field = field;
    }

    Query of(Question question) {
        return switch (question) {
            case Question.Anything anything -> new MatchAllDocsQuery();
            case Question.Words words -> words(words.text());
            case Question.Any any -> any(any.parts());
            case Question.All all -> all(all.parts());
            case Question.Without without -> all(List.of(without));
        };
    }

    private Query any(List<Question> parts) {
        var either = new BooleanQuery.Builder();
        parts.forEach(part -> either.add(of(part), Occur.SHOULD));
        return either.build();
    }

    private Query all(List<Question> parts) {
        var all = new BooleanQuery.Builder();
        for (Question part : parts) {
            if (part instanceof Question.Without without) {
                all.add(of(without.part()), Occur.MUST_NOT);
            } else {
                all.add(of(part), Occur.MUST);
            }
        }
        if (parts.stream().allMatch(Question.Without.class::isInstance)) {
            all.add(new MatchAllDocsQuery(), Occur.FILTER);
        }
        return all.build();
    }

    private Query words(String text) {
        List<Terms.Placed> terms = Terms.of(text);
        if (terms.isEmpty()) {
            return new MatchNoDocsQuery("there is nothing to look for");
        }
        Terms.Placed last = terms.getLast();
        List<Terms.Placed> needed = needed(terms);
        if (!isSingle(last.term()) || needed.contains(last) || isBegun(last, terms)) {
            return phrase(needed);
        }
        // who asks for 日 asks for what begins with it
        Query beginning = new PrefixQuery(new Term(field, last.term()));
        return needed.isEmpty()
                ? beginning
                : new BooleanQuery.Builder()
                        .add(phrase(needed), Occur.MUST)
                        .add(beginning, Occur.FILTER)
                        .build();
    }

    /** Whether the term before ends with this character: it is asked for already. */
    private static boolean isBegun(Terms.Placed last, List<Terms.Placed> terms) {
        return terms.stream()
                .anyMatch(term -> term.position() == last.position() - 1
                        && term.term().length() > last.term().length()
                        && term.term().endsWith(last.term()));
    }

    private Query phrase(List<Terms.Placed> terms) {
        if (terms.size() == 1) {
            return new TermQuery(new Term(field, terms.getFirst().term()));
        }
        var phrase = new PhraseQuery.Builder();
        int first = terms.getFirst().position();
        terms.forEach(term -> phrase.add(new Term(field, term.term()), term.position() - first));
        return phrase.build();
    }

    /**
     * The terms without those that others imply: of pairs of characters every second one and the last, of two terms at one
     * position the longer, and the last character, which stands behind one of these. What ends the text may go on in
     * another, so that its last character alone is no term there.
     */
    static List<Terms.Placed> needed(List<Terms.Placed> terms) {
        List<Terms.Placed> needed = new ArrayList<>();
        for (int i = 0; i < terms.size(); i++) {
            Terms.Placed term = terms.get(i);
            boolean isLast = i == terms.size() - 1;
            boolean hasLonger = !isLast && terms.get(i + 1).position() == term.position();
            if (!hasLonger && !(isLast && isSingle(term.term())) && !isImplied(i, terms, needed)) {
                needed.add(term);
            }
        }
        return needed;
    }

    /** Whether both characters of the pair stand in the needed one before and in the pair behind. */
    private static boolean isImplied(int i, List<Terms.Placed> terms, List<Terms.Placed> needed) {
        return i + 1 < terms.size()
                && !needed.isEmpty()
                && needed.getLast().position() == terms.get(i).position() - 1
                && isPair(needed.getLast().term())
                && isPair(terms.get(i).term())
                && isPair(terms.get(i + 1).term());
    }

    private static boolean isPair(String term) {
        return term.codePointCount(0, term.length()) == 2
                && Terms.isChinese(term.codePointAt(0))
                && Terms.isChinese(term.codePointBefore(term.length()));
    }

    static boolean isSingle(String term) {
        return term.codePointCount(0, term.length()) == 1 && Terms.isChinese(term.codePointAt(0));
    }
}
