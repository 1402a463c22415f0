package io.trainyard.job.web;

import io.trainyard.dataset.Attachments;
import io.trainyard.rest.InvalidRequest;
import io.trainyard.rest.InvalidRequest.Flaw;
import io.trainyard.rest.Refusal;
import io.trainyard.rest.StrictJson;
import io.trainyard.rest.TooLarge;
import io.trainyard.rest.Utf8;
import io.trainyard.signature.Suggestion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;

/**
 * A job that came as a form: {@code curl -F job=@job.json -F model=@net.py -F loss=@rmse.py -F
 * dataset=@iris.csv}.
 *
 * @param job the request, with the texts and the data set in their places
 * @param attached what was stored for it
 */
record JobForm(@Nullable Object job, List<Attachments.Attached> attached) {
  private static final String JOB = "job";
  private static final String DATASET = "dataset";
  private static final String SOURCE = "source";
  private static final List<String> TEXTS = List.of("model", "loss");
  private static final List<String> PARTS = List.of(JOB, "model", "loss", DATASET);

  /**
   * Reads a form.
   *
   * @param limit most bytes of each part but the data set
   * @throws Refusal for parts that are unknown, missing, there twice, or cannot be read
   */
  static JobForm read(MultipartHttpServletRequest request, Attachments attachments, long limit)
      throws IOException {
    check(request);
    Object root = StrictJson.read(new ByteArrayInputStream(bytes(request, JOB, limit)));
    if (!(root instanceof Map<?, ?> fields)) {
      return new JobForm(root, List.of());
    }
    Map<String, @Nullable Object> job = new LinkedHashMap<>();
    fields.forEach((name, value) -> job.put(String.valueOf(name), value));
    List<Flaw> flaws = new ArrayList<>();
    for (String part : TEXTS) {
      if (has(request, part)) {
        fill(job, part, Utf8.read(bytes(request, part, limit), "The part '" + part + "'"), flaws);
      }
    }
    MultipartFile file = request.getFile(DATASET);
    if (file != null && job.get(DATASET) != null) {
      flaws.add(
          Flaw.at(
              "/dataset",
              "duplicate",
              "The data set is named in the part 'job' and sent as the part 'dataset'."));
    }
    if (!flaws.isEmpty()) {
      throw new InvalidRequest(flaws);
    }
    if (file == null) {
      return new JobForm(job, List.of());
    }
    Attachments.Attached attached = attachments.take(file, file.getOriginalFilename(), DATASET);
    job.put(DATASET, attached.dataSet().id());
    return new JobForm(job, List.of(attached));
  }

  private static void fill(
      Map<String, @Nullable Object> job, String part, String text, List<Flaw> flaws) {
    Map<String, @Nullable Object> filled = new LinkedHashMap<>();
    filled.put(SOURCE, text);
    Object known = job.get(part);
    if (known instanceof Map<?, ?> fields) {
      fields.forEach((name, value) -> filled.put(String.valueOf(name), value));
    }
    boolean isTold =
        known != null
            && !(known instanceof Map<?, ?> fields
                && Set.of("class", "args").containsAll(fields.keySet()));
    if (isTold) {
      flaws.add(
          Flaw.at(
              "/" + part,
              "duplicate",
              "The %s is sent as a part of its own, so in the part 'job' it can have 'class' and 'args' only."
                  .formatted(part)));
    }
    job.put(part, filled);
  }

  private static boolean has(MultipartHttpServletRequest request, String part) {
    return request.getFile(part) != null || request.getParameter(part) != null;
  }

  private static void check(MultipartHttpServletRequest request) {
    Set<String> parts = new TreeSet<>(request.getMultiFileMap().keySet());
    parts.addAll(request.getParameterMap().keySet());
    parts.remove("dry_run");
    List<Flaw> flaws = new ArrayList<>();
    for (String part : parts) {
      if (!PARTS.contains(part)) {
        flaws.add(
            Flaw.at(
                "/" + part,
                "unknown_field",
                "Unknown part " + Refusal.quoted(part) + Suggestion.hint(part, PARTS)));
        continue;
      }
      String[] fields = request.getParameterValues(part);
      int count = request.getFiles(part).size() + (fields == null ? 0 : fields.length);
      if (count > 1) {
        flaws.add(
            Flaw.at(
                "/" + part,
                "duplicate",
                "The part '%s' can be there once; got %d.".formatted(part, count)));
      }
    }
    if (!parts.contains(JOB)) {
      flaws.add(
          Flaw.at(
              "/job", "missing_field", "The form needs the request as its part 'job', in JSON."));
    }
    if (request.getParameter(DATASET) != null) {
      flaws.add(
          Flaw.at(
              "/dataset",
              "wrong_type",
              "The part 'dataset' has to be a CSV file; a data set that is stored is named in the part 'job'."));
    }
    if (!flaws.isEmpty()) {
      throw new InvalidRequest(flaws);
    }
  }

  private static byte[] bytes(MultipartHttpServletRequest request, String part, long limit)
      throws IOException {
    MultipartFile file = request.getFile(part);
    String field = request.getParameter(part);
    if (file == null) {
      return String.valueOf(field).getBytes(StandardCharsets.UTF_8);
    }
    if (file.getSize() > limit) {
      throw TooLarge.body("request_bytes", limit, file.getSize());
    }
    return file.getBytes();
  }
}
