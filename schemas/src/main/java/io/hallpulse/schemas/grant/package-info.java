/** What is granted to devices, and how a batch proves whose it is. */
@NullMarked
package io.hallpulse.schemas.grant;

import org.jspecify.annotations.NullMarked;
