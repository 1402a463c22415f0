/** From a text to its tree: tokens, expressions and statements, each with its place. */
@NullMarked
package io.trainyard.script.syntax;

import org.jspecify.annotations.NullMarked;
