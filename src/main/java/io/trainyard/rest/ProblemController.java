package io.trainyard.rest;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The page to which the server forwards what failed outside the controllers. */
@RestController
class ProblemController implements ErrorController {
  private final Problems problems;

  ProblemController(Problems problems) {
    this.problems = problems;
  }

  @RequestMapping("${spring.web.error.path:${error.path:/error}}")
  ResponseEntity<Map<String, Object>> error(HttpServletRequest request) {
    Problem problem;
    if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Exception exception) {
      problem = problems.of(exception, request);
    } else if (request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
        && status >= 400) {
      problem = problems.ofStatus(status, request);
    } else {
      problem = problems.ofStatus(404, request);
    }
    return ResponseEntity.status(problem.status())
        .headers(problem.headers())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem.body());
  }
}
