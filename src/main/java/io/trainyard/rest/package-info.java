/** What every endpoint shares: problem details, pages, ids, and reading requests strictly. */
@NullMarked
package io.trainyard.rest;

import org.jspecify.annotations.NullMarked;
