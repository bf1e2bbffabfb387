/** The words of the domain as immutable records: what travels between the stages, and nothing that does work. */
@NullMarked
package org.yizhan.article;

import org.jspecify.annotations.NullMarked;
