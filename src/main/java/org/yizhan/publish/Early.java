package org.yizhan.publish;

import java.util.Optional;
import org.yizhan.article.Verdict;

/**
 * What was heard of an article that is not here: it has not come yet, or it was erased. Immutable.
 *
 * @param retraction the one heard of last
 * @param verdict that with the greatest number
 * @param erased whether it is kept out for ever; then nothing else is known
 */
record Early(Optional<Retraction> retraction, Optional<Verdict> verdict, boolean erased) {

    /** Of an article that nobody has spoken of. */
    static final Early NOTHING = new Early(Optional.empty(), Optional.empty(), false);

    /** Of an article that was erased. */
    static final Early ERASED = new Early(Optional.empty(), Optional.empty(), true);

    Early hear(Retraction heard) {
        return new Early(Optional.of(retraction.map(said -> said.later(heard)).orElse(heard)), verdict, erased);
    }

    Early hear(Verdict said) {
        boolean newer =
                verdict.filter(known -> known.decided() >= said.decided()).isEmpty();
        return newer ? new Early(retraction, Optional.of(said), erased) : this;
    }
}
