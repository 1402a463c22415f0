package io.trainyard.dataset;

import io.trainyard.rest.AlsoTakes;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The handler takes {@link ReadOptions} as query parameters, and a body that is packed. */
@AlsoTakes(
    gzip = true,
    once = {
      "sep",
      "decimal",
      "thousands",
      "encoding",
      "header",
      "skipinitialspace",
      "comment",
      "keep_default_na",
      "dayfirst"
    },
    repeated = {
      "names",
      "skiprows",
      "na_values",
      "true_values",
      "false_values",
      "dtype",
      "parse_dates"
    })
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface TakesReadOptions {}
