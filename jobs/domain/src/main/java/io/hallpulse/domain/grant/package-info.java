/** Who may write which events. */
@NullMarked
package io.hallpulse.domain.grant;

import org.jspecify.annotations.NullMarked;
