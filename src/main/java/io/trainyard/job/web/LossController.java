package io.trainyard.job.web;

import io.trainyard.job.Jobs;
import io.trainyard.job.TrainingJob;
import io.trainyard.job.chart.LossChart;
import io.trainyard.job.history.LossCsv;
import io.trainyard.job.history.LossHistory;
import io.trainyard.job.history.LossJson;
import io.trainyard.job.history.LossRange;
import io.trainyard.job.history.LossRow;
import io.trainyard.rest.InvalidRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Histories of losses over HTTP. They are written while they are read: one may have a million rows.
 */
@RestController
class LossController {
  private static final String CSV = "text/csv";
  private static final String SVG = "image/svg+xml";
  private static final int FEWEST_POINTS = 4;
  private static final int MOST_COMPARED = 50;
  private static final int POINTS_IN_A_CHART = 1_000;

  private final Jobs jobs;
  private final LossHistory history;

  LossController(Jobs jobs, LossHistory history) {
    this.jobs = jobs;
    this.history = history;
  }

  @GetMapping(
      path = "/v1/jobs/{id}/losses",
      produces = {MediaType.APPLICATION_JSON_VALUE, CSV})
  void losses(
      @PathVariable String id,
      @RequestParam(name = "from_epoch", defaultValue = "0") int fromEpoch,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(name = "max_points", required = false) @Nullable Integer maxPoints,
      @RequestHeader(value = HttpHeaders.ACCEPT, defaultValue = "*/*") List<MediaType> accept,
      HttpServletResponse response)
      throws IOException {
    InvalidRequest.checkRange("from_epoch", fromEpoch, 0, Integer.MAX_VALUE);
    if (limit != null) {
      InvalidRequest.checkRange("limit", limit, 1, Integer.MAX_VALUE);
    }
    checkMaxPoints(maxPoints);
    TrainingJob job = jobs.get(id);
    LossRange range = LossRange.of(job, fromEpoch, limit, maxPoints);
    if (wantsCsv(accept)) {
      OutputStream out = begin(response, CSV + ";charset=UTF-8");
      LossCsv csv = new LossCsv(out);
      history.read(id, range, csv::row);
      csv.end();
    } else {
      try (LossJson json = new LossJson(begin(response, MediaType.APPLICATION_JSON_VALUE))) {
        json.job(job, range, history);
      }
    }
  }

  @GetMapping(path = "/v1/losses", produces = MediaType.APPLICATION_JSON_VALUE)
  void compare(
      @RequestParam("job") List<String> ids,
      @RequestParam(name = "max_points", required = false) @Nullable Integer maxPoints,
      HttpServletResponse response)
      throws IOException {
    if (ids.isEmpty() || ids.size() > MOST_COMPARED) {
      throw InvalidRequest.parameter(
          "job",
          "out_of_range",
          "Query parameter 'job' must be given 1 to %d times; got %d."
              .formatted(MOST_COMPARED, ids.size()));
    }
    checkMaxPoints(maxPoints);
    List<TrainingJob> compared = new ArrayList<>();
    for (String id : ids) {
      compared.add(jobs.get(id));
    }
    try (LossJson json = new LossJson(begin(response, MediaType.APPLICATION_JSON_VALUE))) {
      json.beginList();
      for (TrainingJob job : compared) {
        json.job(job, LossRange.of(job, 0, null, maxPoints), history);
      }
      json.endList();
    }
  }

  @GetMapping(path = "/v1/jobs/{id}/losses.svg", produces = SVG)
  void draw(@PathVariable String id, HttpServletResponse response) throws IOException {
    TrainingJob job = jobs.get(id);
    List<LossRow> rows = new ArrayList<>();
    history.read(id, LossRange.of(job, 0, null, POINTS_IN_A_CHART), rows::add);
    String name = job.name();
    String svg = LossChart.draw(name == null ? job.id() : name, rows);
    begin(response, SVG).write(svg.getBytes(StandardCharsets.UTF_8));
  }

  private static void checkMaxPoints(@Nullable Integer maxPoints) {
    if (maxPoints != null) {
      InvalidRequest.checkRange("max_points", maxPoints, FEWEST_POINTS, Integer.MAX_VALUE);
    }
  }

  /**
   * Of the two forms that there are, the one the client likes better; JSON when it does not care.
   */
  private static boolean wantsCsv(List<MediaType> accept) {
    List<MediaType> byLiking = new ArrayList<>(accept);
    MimeTypeUtils.sortBySpecificity(byLiking);
    for (MediaType type : byLiking) {
      if (type.includes(MediaType.APPLICATION_JSON)) {
        return false;
      }
      if (type.includes(MediaType.parseMediaType(CSV))) {
        return true;
      }
    }
    return false;
  }

  private static OutputStream begin(HttpServletResponse response, String type) throws IOException {
    response.setContentType(type);
    return response.getOutputStream();
  }
}
