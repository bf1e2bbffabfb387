/** A validator for feeds of our own: the rules of RSS 2.0, RFC 4287, JSON Feed 1.1 and of the modules we use. */
@org.jspecify.annotations.NullMarked
package org.yizhan.validity;
