package io.trainyard.script.python;

import io.trainyard.script.value.Call;
import io.trainyard.script.value.None;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code time}: a clock that goes by what the text has done, so that runs are alike. */
final class TimeModule {

  private TimeModule() {}

  private static final double START = 1_700_000_000;
  private static final double SECONDS_OF_A_STEP = 1e-6;

  static Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    for (String name : List.of("time", "perf_counter", "monotonic", "process_time")) {
      Library.function(members, name, a -> now(a.call()));
    }
    Library.function(members, "time_ns", a -> (long) (now(a.call()) * 1e9));
    Library.function(members, "perf_counter_ns", a -> (long) (now(a.call()) * 1e9));
    Library.function(members, "sleep", a -> None.NONE, "seconds");
    Library.open(members, "strftime", call -> "2023-11-14 22:13:20");
    Library.open(members, "ctime", call -> "Tue Nov 14 22:13:20 2023");
    return members;
  }

  private static double now(Call call) {
    return START + SECONDS_OF_A_STEP * call.session().stepsTaken();
  }
}
