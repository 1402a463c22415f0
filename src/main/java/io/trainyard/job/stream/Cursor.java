package io.trainyard.job.stream;

import io.trainyard.rest.InvalidRequest;
import io.trainyard.rest.Refusal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far somebody has followed what happens. It is the id of an event, and counts on every node.
 *
 * @param position of what was being told
 * @param told how many of its events were; all that comes before has been
 */
public record Cursor(long position, int told) {
  /** Before all that ever happened. */
  public static final Cursor START = new Cursor(0, 0);

  /** The header that says where to go on. */
  public static final String HEADER = "Last-Event-ID";

  private static final Pattern TEXT = Pattern.compile("(\\d{1,18})\\.(\\d{1,9})");

  /** Reads the header. */
  public static Cursor of(String text) {
    Matcher parts = TEXT.matcher(text);
    if (text.equals("0")) {
      return START;
    }
    if (!parts.matches()) {
      throw refusal("must be the id of an event, as in 42.1", text);
    }
    return new Cursor(Long.parseLong(parts.group(1)), Integer.parseInt(parts.group(2)));
  }

  /** Refuses a header. */
  static InvalidRequest refusal(String expected, String text) {
    return InvalidRequest.parameter(
        HEADER,
        "invalid_value",
        "Header '%s' %s; got %s.".formatted(HEADER, expected, Refusal.quoted(text)));
  }

  /** Behind everything that happened at a position. */
  static Cursor after(long position) {
    return new Cursor(position + 1, 0);
  }

  /** How many events at a position have been told. */
  int toldAt(long place) {
    return place == position ? told : 0;
  }

  @Override
  public String toString() {
    return position + "." + told;
  }
}
