package org.yizhan;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Names the rows of the README's security matrix that a test holds; on a class, those of its tests that name none themselves.
 * What was tried is printed by {@link Tally} when the class is through.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Tally.class)
public @interface Row {

    /** Such as {@code S9}. */
    String[] value();
}
