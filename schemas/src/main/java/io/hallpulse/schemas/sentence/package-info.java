/**
 * What programs say to people in sentences: in one place, so that the screens can say each of them
 * in Chinese too.
 */
@NullMarked
package io.hallpulse.schemas.sentence;

import org.jspecify.annotations.NullMarked;
