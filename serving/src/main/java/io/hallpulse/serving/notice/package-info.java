/** Signed notices as their visitors read them on a phone. */
@NullMarked
package io.hallpulse.serving.notice;

import org.jspecify.annotations.NullMarked;
