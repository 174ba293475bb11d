/** Real servers and failing networks for tests. */
@NullMarked
package io.hallpulse.testkit;

import org.jspecify.annotations.NullMarked;
