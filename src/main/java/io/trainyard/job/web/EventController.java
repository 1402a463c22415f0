package io.trainyard.job.web;

import io.trainyard.job.Jobs;
import io.trainyard.job.stream.Cursor;
import io.trainyard.job.stream.JobStreams;
import io.trainyard.job.stream.Watch;
import io.trainyard.rest.NotFound;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What happens to jobs, as it happens, over HTTP. */
@RestController
class EventController {
  private final Jobs jobs;
  private final JobStreams streams;

  EventController(Jobs jobs, JobStreams streams) {
    this.jobs = jobs;
    this.streams = streams;
  }

  @GetMapping(path = "/v1/jobs/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  void ofJob(
      @PathVariable String id,
      @RequestHeader(name = Cursor.HEADER, required = false) @Nullable String lastEventId,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    if (jobs.findStatus(id).isEmpty()) {
      throw new NotFound("job", id);
    }
    streams.open(Watch.job(id), lastEventId, request, response);
  }

  @GetMapping(path = "/v1/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  void ofAll(
      @RequestParam(name = "label", required = false) @Nullable List<String> labels,
      @RequestHeader(name = Cursor.HEADER, required = false) @Nullable String lastEventId,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    // as they were sent: Spring takes a comma for the end of one
    String[] sent = labels == null ? new String[0] : request.getParameterValues("label");
    streams.open(Watch.labelled(List.of(sent)), lastEventId, request, response);
  }
}
