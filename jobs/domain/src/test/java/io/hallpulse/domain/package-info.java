/** What the tests of several packages share. */
@NullMarked
package io.hallpulse.domain;

import org.jspecify.annotations.NullMarked;
