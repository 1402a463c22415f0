package io.trainyard.dataset;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Dates as files write them: in ISO form, or in others where somebody says that they are dates. */
final class Dates {
  private static final String TIME =
      "(?:(?:T|,? +)(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)? ?"
          + "(Z|UTC|[-+]\\d{2}(?::?\\d{2})?)?)?";
  private static final Pattern ISO = Pattern.compile("(\\d{4})-(\\d{2})-(\\d{2})" + TIME);
  private static final Pattern YEAR_FIRST =
      Pattern.compile("(\\d{4})([-./]?)(\\d{1,2})\\2(\\d{1,2})" + TIME);
  private static final Pattern YEAR_LAST =
      Pattern.compile("(\\d{1,2})([-./])(\\d{1,2})\\2(\\d{2}|\\d{4})" + TIME);
  private static final Pattern DAY_AND_MONTH =
      Pattern.compile("(\\d{1,2})\\.?[- ]+([A-Za-z]{3,9})\\.?,?[- ]+(\\d{2}|\\d{4})" + TIME);
  private static final Pattern MONTH_AND_DAY =
      Pattern.compile("([A-Za-z]{3,9})\\.?[- ]+(\\d{1,2}),?[- ]+(\\d{4})" + TIME);
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  /** As {@code strptime}: 68 is 2068, 69 is 1969. */
  private static final int FIRST_YEAR_OF_LAST_CENTURY = 69;

  private static final DateTimeFormatter TEXT =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter(Locale.ROOT);

  private Dates() {}

  /**
   * The date that a text writes in ISO form: a {@link LocalDateTime}, or an {@link OffsetDateTime}
   * in UTC where a zone is named; null if it writes none.
   */
  static @Nullable Temporal iso(String text) {
    String bare = text.strip();
    if (bare.length() < 10 || bare.charAt(4) != '-') {
      return null;
    }
    Matcher found = ISO.matcher(bare);
    return found.matches()
        ? at(number(found, 1), number(found, 2), number(found, 3), found, 4)
        : null;
  }

  /**
   * The date that a text writes in whatever form; likewise.
   *
   * @param dayfirst whether of two numbers before a year the first is the day
   */
  static @Nullable Temporal any(String text, boolean dayfirst) {
    String bare = text.strip();
    Matcher found = YEAR_FIRST.matcher(bare);
    if (found.matches()) {
      return at(number(found, 1), number(found, 3), number(found, 4), found, 5);
    }
    found = YEAR_LAST.matcher(bare);
    if (found.matches()) {
      int first = number(found, 1);
      int second = number(found, 3);
      return at(year(found, 4), dayfirst ? second : first, dayfirst ? first : second, found, 5);
    }
    found = DAY_AND_MONTH.matcher(bare);
    if (found.matches()) {
      return at(year(found, 3), month(found.group(2)), number(found, 1), found, 4);
    }
    found = MONTH_AND_DAY.matcher(bare);
    return found.matches()
        ? at(year(found, 3), month(found.group(1)), number(found, 2), found, 4)
        : null;
  }

  /** A date in ISO form, with a time always and {@code Z} where it has a zone. */
  static String text(Temporal date) {
    return TEXT.format(date) + (date instanceof OffsetDateTime ? "Z" : "");
  }

  /** The date of a year, month and day, and of the time in the groups that follow. */
  private static @Nullable Temporal at(int year, int month, int day, Matcher found, int hour) {
    try {
      LocalDate date = LocalDate.of(year, month, day);
      if (found.group(hour) == null) {
        return date.atStartOfDay();
      }
      String fraction = found.group(hour + 3);
      int nanos =
          fraction == null ? 0 : Integer.parseInt(fraction + "0".repeat(9 - fraction.length()));
      int seconds = found.group(hour + 2) == null ? 0 : number(found, hour + 2);
      LocalDateTime time =
          date.atTime(LocalTime.of(number(found, hour), number(found, hour + 1), seconds, nanos));
      String zone = found.group(hour + 4);
      if (zone == null) {
        return time;
      }
      ZoneOffset offset = zone.equals("UTC") ? ZoneOffset.UTC : ZoneOffset.of(zone);
      return time.atOffset(offset).withOffsetSameInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return null; // no such day or time
    }
  }

  private static int year(Matcher found, int group) {
    int year = number(found, group);
    if (found.group(group).length() == 4) {
      return year;
    }
    return year + (year < FIRST_YEAR_OF_LAST_CENTURY ? 2000 : 1900);
  }

  /** The number of a month by its English name or the beginning of it; 0 if it is none. */
  private static int month(String name) {
    return 1 + MONTHS.indexOf(name.substring(0, 3).toLowerCase(Locale.ROOT));
  }

  private static int number(Matcher found, int group) {
    return Integer.parseInt(found.group(group));
  }
}
