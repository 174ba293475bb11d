/** One-time notices: what they say, that it never changes, and when they were told. */
@NullMarked
package io.hallpulse.domain.notice;

import org.jspecify.annotations.NullMarked;
