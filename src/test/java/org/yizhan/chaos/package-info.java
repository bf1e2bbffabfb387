/** What is promised, put to the test: a load, a fault, and a comparison of what was promised with what is there. */
package org.yizhan.chaos;
