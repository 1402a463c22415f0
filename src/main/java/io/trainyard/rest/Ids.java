package io.trainyard.rest;

import com.github.f4b6a3.ulid.UlidFactory;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Gives out ids: a prefix and a ULID, which sort by the time they were given. */
@Component
public class Ids {
  private final UlidFactory ulids;

  public Ids(Clock clock) {
    ulids = UlidFactory.newMonotonicInstance(new SecureRandom(), clock::millis);
  }

  /**
   * The next id, greater than every one given before by this node.
   *
   * @param prefix with its underscore: {@code job_}
   */
  public String next(String prefix) {
    return prefix + ulids.create();
  }

  /** Whether a text has the form of an id with this prefix. */
  public static boolean isId(String prefix, String text) {
    return text.length() == prefix.length() + 26
        && text.startsWith(prefix)
        && text.substring(prefix.length()).matches("[0-7][0-9A-HJKMNP-TV-Z]{25}");
  }
}
