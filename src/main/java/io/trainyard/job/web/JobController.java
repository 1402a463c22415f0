package io.trainyard.job.web;

import io.trainyard.computing.Computing;
import io.trainyard.computing.Need;
import io.trainyard.dataset.Attachments;
import io.trainyard.job.JobChanges;
import io.trainyard.job.JobStatus;
import io.trainyard.job.Jobs;
import io.trainyard.job.Submission;
import io.trainyard.job.TrainingJob;
import io.trainyard.job.plan.JobPlans;
import io.trainyard.job.plan.JobSpecs;
import io.trainyard.limits.Limits;
import io.trainyard.rest.InvalidRequest;
import io.trainyard.rest.Irreversible;
import io.trainyard.rest.Page;
import io.trainyard.rest.PageQuery;
import io.trainyard.rest.Refusal;
import io.trainyard.rest.RequestTree;
import io.trainyard.rest.StoresNothing;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Limit;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.multipart.MultipartHttpServletRequest;

/** Jobs over HTTP. */
@RestController
@RequestMapping(path = "/v1/jobs", produces = "application/json")
class JobController {
  private static final String PATH = "/v1/jobs/";
  private static final int LONGEST_WAIT_SECONDS = 60;

  /** A recorded step has no values; what takes room is what it is made of. */
  private static final long BYTES_OF_PLANNING = 64 << 20;

  private final Jobs jobs;
  private final JobPlans plans;
  private final Submissions submissions;
  private final IdempotencyKeys keys;
  private final JobActions actions;
  private final JobChanges changes;
  private final JobSpecs specs;
  private final Attachments attachments;
  private final Limits limits;
  private final Computing computing;

  JobController(
      Jobs jobs,
      JobPlans plans,
      Submissions submissions,
      IdempotencyKeys keys,
      JobActions actions,
      JobChanges changes,
      JobSpecs specs,
      Attachments attachments,
      Limits limits,
      Computing computing) {
    this.jobs = jobs;
    this.plans = plans;
    this.submissions = submissions;
    this.keys = keys;
    this.actions = actions;
    this.changes = changes;
    this.specs = specs;
    this.attachments = attachments;
    this.limits = limits;
    this.computing = computing;
  }

  @PostMapping
  @StoresNothing(when = "dry_run")
  ResponseEntity<?> create(
      RequestTree request,
      @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun,
      @RequestHeader(name = IdempotencyKeys.HEADER, required = false) @Nullable String key) {
    if (dryRun) {
      return ResponseEntity.ok(DryRun.of(planned(request.root())));
    }
    IdempotencyKeys.Key read = keys.read(key, request.root());
    JobView job = submitted(read, request::root);
    return ResponseEntity.created(URI.create(PATH + job.id())).body(job);
  }

  @PostMapping("/{id}/rerun")
  ResponseEntity<JobView> rerun(
      @PathVariable String id,
      @RequestHeader(name = IdempotencyKeys.HEADER, required = false) @Nullable String key) {
    TrainingJob first = jobs.get(id);
    IdempotencyKeys.Key read = keys.read(key, Map.of("rerun", id));
    JobView job = submitted(read, () -> plans.requestAgain(first));
    return ResponseEntity.accepted().location(URI.create(PATH + job.id())).body(job);
  }

  /** The job of a request: a new one, unless the request has come before. */
  private JobView submitted(IdempotencyKeys.@Nullable Key key, Supplier<@Nullable Object> request) {
    JobView known = key == null ? null : known(key);
    return known == null ? queued(planned(request.get()), key) : known;
  }

  /** The job of a request that has come before; null where it has not. */
  private @Nullable JobView known(IdempotencyKeys.Key key) {
    String id = keys.jobOf(key);
    return id == null ? null : view(jobs.get(id));
  }

  @PostMapping("/dry_run")
  @StoresNothing
  DryRun dryRun(RequestTree request) {
    return DryRun.of(planned(request.root()));
  }

  private Submission planned(@Nullable Object request) {
    return computing.run(needOf(request), () -> plans.read(request));
  }

  private Need needOf(@Nullable Object request) {
    return new Need(limits.planning_seconds(), BYTES_OF_PLANNING + plans.bytesToRead(request));
  }

  @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  ResponseEntity<?> createFromForm(
      MultipartHttpServletRequest request,
      @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun)
      throws IOException {
    if (request.getHeader(IdempotencyKeys.HEADER) != null) {
      throw InvalidRequest.parameter(
          IdempotencyKeys.HEADER,
          "invalid_value",
          "Header '%s' is taken with JSON; a form brings data that would be stored again."
              .formatted(IdempotencyKeys.HEADER));
    }
    JobForm form = JobForm.read(request, attachments, limits.request_bytes());
    try {
      ResponseEntity<?> answer = create(new RequestTree(form.job()), dryRun, null);
      if (dryRun) {
        attachments.discard(form.attached());
      }
      return answer;
    } catch (Refusal e) {
      attachments.discard(form.attached());
      throw e;
    }
  }

  @PostMapping(path = "/form", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  ResponseEntity<?> createFromForm(MultipartHttpServletRequest request) throws IOException {
    return createFromForm(request, false);
  }

  @GetMapping
  Page<JobView> list(PageQuery query, @RequestParam(required = false) @Nullable String status) {
    String start = query.start(TrainingJob.PREFIX);
    Limit limit = Limit.of(query.limit() + 1);
    JobStatus wanted = status == null ? null : status(status);
    List<TrainingJob> found;
    if (wanted == null) {
      found =
          query.newest_first()
              ? jobs.findByIdLessThanOrderByIdDesc(start, limit)
              : jobs.findByIdGreaterThanOrderById(start, limit);
    } else {
      found =
          query.newest_first()
              ? jobs.findByStatusAndIdLessThanOrderByIdDesc(wanted, start, limit)
              : jobs.findByStatusAndIdGreaterThanOrderById(wanted, start, limit);
    }
    return Page.of(found, query, TrainingJob::id, job -> JobView.of(job, specs.withoutTexts(job)));
  }

  @GetMapping("/{id}")
  @Nullable ResponseEntity<JobView> get(
      @PathVariable String id,
      @RequestParam(name = "wait", defaultValue = "0") int seconds,
      @RequestParam(name = "wait_for", defaultValue = "change") String waitFor,
      WebRequest request) {
    InvalidRequest.checkRange("wait", seconds, 0, LONGEST_WAIT_SECONDS);
    WaitFor wanted = WaitFor.of(waitFor);
    TrainingJob job = jobs.get(id);
    if (seconds > 0 && (wanted == WaitFor.FINISHED || isKnown(job, request))) {
      changes.await(id, wanted.isOver(job.status()), Duration.ofSeconds(seconds));
      job = jobs.get(id);
    }
    String etag = etag(job);
    if (request.checkNotModified(etag)) {
      return null; // the answer is 304 already
    }
    return ResponseEntity.ok().eTag(etag).body(view(job));
  }

  @PatchMapping("/{id}")
  JobView edit(@PathVariable String id, RequestTree request) {
    JobPatch patch = JobPatch.read(request.root(), limits.name_length());
    return view(actions.edit(id, patch));
  }

  @Irreversible
  @PostMapping("/{id}/cancel")
  ResponseEntity<JobView> cancel(@PathVariable String id) {
    return ResponseEntity.accepted().body(view(actions.cancel(id)));
  }

  @PostMapping("/{id}/pause")
  ResponseEntity<JobView> pause(@PathVariable String id) {
    return ResponseEntity.accepted().body(view(actions.pause(id)));
  }

  @PostMapping("/{id}/resume")
  ResponseEntity<JobView> resume(@PathVariable String id, @Nullable RequestTree request) {
    Integer epochs = request == null ? null : Resumed.read(request.root()).epochs();
    return ResponseEntity.accepted()
        .body(epochs == null ? view(actions.resume(id)) : resumedFor(epochs, jobs.get(id)));
  }

  private JobView resumedFor(int epochs, TrainingJob job) {
    if (epochs < job.epochs()) {
      throw InvalidRequest.at(
          "/epochs",
          "out_of_range",
          "expects at least the %d epochs that the job has, got %d"
              .formatted(job.epochs(), epochs));
    }
    if (epochs == job.epochs()) {
      return view(actions.resume(job.id()));
    }
    String spec = computing.run(needOf(plans.requestAgain(job)), () -> plans.specOf(job, epochs));
    return view(actions.resume(job.id(), epochs, spec));
  }

  @Irreversible
  @DeleteMapping("/{id}")
  ResponseEntity<Void> delete(@PathVariable String id) {
    actions.delete(id);
    return ResponseEntity.noContent().build();
  }

  private JobView queued(Submission submission, IdempotencyKeys.@Nullable Key key) {
    try {
      return view(submissions.submit(submission, key));
    } catch (DuplicateKeyException e) {
      JobView first = key == null ? null : known(key);
      if (first == null) {
        throw e;
      }
      return first;
    }
  }

  private JobView view(TrainingJob job) {
    return JobView.of(job, specs.complete(job));
  }

  /** Whether the client has seen the job as it is, so that only something new is of use. */
  private static boolean isKnown(TrainingJob job, WebRequest request) {
    String[] seen = request.getHeaderValues(HttpHeaders.IF_NONE_MATCH);
    return seen == null || Arrays.stream(seen).anyMatch(tags -> tags.contains(etag(job)));
  }

  private static String etag(TrainingJob job) {
    return "\"%d.%d\"".formatted(job.version(), job.progress().epochs_recorded());
  }

  private static JobStatus status(String text) {
    return JobStatus.of(text)
        .orElseThrow(() ->
            InvalidRequest.parameter(
                "status",
                "unknown_name",
                "Query parameter 'status' must be one of %s; got %s."
                    .formatted(
                        Arrays.stream(JobStatus.values())
                            .map(JobStatus::text)
                            .collect(Collectors.joining(", ")),
                        Refusal.quoted(text))));
  }
}
