package io.trainyard.rest;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** Tomcat's last word on requests that never reach the application, as a problem too. */
public class ProblemValve extends ErrorReportValve {
  private final Problems problems;
  private final JsonMapper json;

  ProblemValve(Problems problems, JsonMapper json) {
    this.problems = problems;
    this.json = json;
  }

  @Override
  protected void report(Request request, Response response, @Nullable Throwable throwable) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    try {
      response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
      response.setCharacterEncoding(StandardCharsets.UTF_8);
      Writer writer = response.getReporter();
      if (writer != null) {
        writer.write(
            json.writeValueAsString(problems.ofStatus(status, request.getRequest()).body()));
        response.finishResponse();
      }
    } catch (IOException | IllegalStateException e) {
      // the connection is gone: nobody is left to tell
    }
  }
}
