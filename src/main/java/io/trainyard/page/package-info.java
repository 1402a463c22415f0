/** What a browser shows. */
@NullMarked
package io.trainyard.page;

import org.jspecify.annotations.NullMarked;
