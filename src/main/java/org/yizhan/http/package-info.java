/** What both ports read and write alike: query strings, the language of pages, times. */
@NullMarked
package org.yizhan.http;

import org.jspecify.annotations.NullMarked;
