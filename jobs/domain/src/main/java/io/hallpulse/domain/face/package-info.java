/** What the law asks of whoever keeps faces. */
@NullMarked
package io.hallpulse.domain.face;

import org.jspecify.annotations.NullMarked;
