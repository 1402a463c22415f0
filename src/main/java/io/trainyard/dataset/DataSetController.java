package io.trainyard.dataset;

import io.trainyard.limits.Limits;
import io.trainyard.rest.AlsoTakes;
import io.trainyard.rest.InvalidRequest;
import io.trainyard.rest.Irreversible;
import io.trainyard.rest.LimitedBody;
import io.trainyard.rest.Page;
import io.trainyard.rest.PageQuery;
import io.trainyard.rest.Refusal;
import io.trainyard.rest.UnsupportedBody;
import io.trainyard.signature.Suggestion;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.util.UriComponentsBuilder;

@RestController
@RequestMapping(DataSetController.PATH)
class DataSetController {
  static final String PATH = "/v1/datasets";

  private static final MediaType CSV = MediaType.parseMediaType(Intake.CSV);
  private static final List<MediaType> JSON_LINES =
      MediaType.parseMediaTypes(List.of(Intake.JSON_LINES, "application/jsonl"));
  private static final String FILE = "file";
  private static final String NAME = "name";
  private static final List<String> READ_OPTIONS = readOptions();
  private static final int MOST_PREVIEW_ROWS = 1000;

  private final DataSets dataSets;
  private final Intake intake;
  private final TableStore tables;
  private final Limits limits;

  DataSetController(DataSets dataSets, Intake intake, TableStore tables, Limits limits) {
    this.dataSets = dataSets;
    this.intake = intake;
    this.tables = tables;
    this.limits = limits;
  }

  /** Whatever is no form: a body by its media type, or none where stored bytes are read again. */
  @PostMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  @TakesReadOptions
  ResponseEntity<DataSetView> create(
      @RequestParam(required = false) @Nullable String name,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam MultiValueMap<String, String> query,
      HttpServletRequest request)
      throws IOException, HttpMediaTypeNotSupportedException {
    if (from != null) {
      return created(again(from, name, query, request));
    }
    MediaType type =
        request.getContentType() == null
            ? MediaType.APPLICATION_OCTET_STREAM
            : MediaType.parseMediaType(request.getContentType());
    if (CSV.includes(type)) {
      return created(intake.csv(body(request), name, saidOf(query, type)));
    }
    if (MediaType.APPLICATION_JSON.includes(type)) {
      checkCharset(type);
      return created(intake.json(body(request), name, ReadOptionsReader.read(query)));
    }
    if (JSON_LINES.stream().anyMatch(lines -> lines.includes(type))) {
      checkCharset(type);
      return created(intake.jsonLines(body(request), name, ReadOptionsReader.read(query)));
    }
    throw new HttpMediaTypeNotSupportedException(
        type,
        List.of(
            CSV, MediaType.APPLICATION_JSON, JSON_LINES.getFirst(), MediaType.MULTIPART_FORM_DATA));
  }

  @PostMapping(
      path = {"", "/upload"},
      consumes = MediaType.MULTIPART_FORM_DATA_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  @TakesReadOptions
  ResponseEntity<DataSetView> createFromForm(
      @RequestParam(required = false) @Nullable String name,
      @RequestParam MultiValueMap<String, String> fields,
      MultipartHttpServletRequest request)
      throws IOException {
    MultipartFile file = fileOf(request);
    String called = name != null ? name : DataSetNames.ofFile(file.getOriginalFilename());
    return created(intake.csvOfForm(file::getInputStream, called, ReadOptionsReader.read(fields)));
  }

  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  Page<DataSetView> list(PageQuery query) {
    return dataSets.page(query, DataSetView::withoutColumns);
  }

  @GetMapping(path = "/{dataset}", produces = MediaType.APPLICATION_JSON_VALUE)
  DataSetView get(@PathVariable String dataset) {
    return DataSetView.of(dataSets.get(dataset));
  }

  @GetMapping(path = "/{dataset}/rows", produces = MediaType.APPLICATION_JSON_VALUE)
  DataSetView.Rows rows(
      @PathVariable String dataset,
      @RequestParam(defaultValue = "20") int limit,
      @RequestParam(defaultValue = "0") int offset)
      throws IOException {
    InvalidRequest.checkRange("limit", limit, 1, MOST_PREVIEW_ROWS);
    InvalidRequest.checkRange("offset", offset, 0, Integer.MAX_VALUE);
    DataSet found = dataSets.get(dataset);
    Preview preview =
        new Preview(found.columns(), found.reading().options().dayfirst(), offset, limit);
    if (offset < found.rows()) {
      dataSets.rows(found).read(preview);
    }
    return new DataSetView.Rows(
        found.columns().stream().map(Column::name).toList(), preview.rows());
  }

  @GetMapping("/{dataset}/content")
  void content(
      @PathVariable String dataset, HttpServletRequest request, HttpServletResponse response)
      throws IOException, HttpMediaTypeNotAcceptableException {
    StoredDataSet found = dataSets.getStored(dataset);
    checkAcceptable(
        MediaType.parseMediaType(found.contentType()), request.getHeaders(HttpHeaders.ACCEPT));
    if (new ServletWebRequest(request, response)
        .checkNotModified("\"" + found.sha256() + "\"", found.createdAt().toEpochMilli())) {
      return;
    }
    response.setContentType(found.contentType());
    response.setContentLengthLong(found.sizeBytes());
    String ending =
        switch (found.contentType()) {
          case Intake.JSON -> ".json";
          case Intake.JSON_LINES -> ".jsonl";
          default -> ".csv";
        };
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        ContentDisposition.attachment()
            .filename(found.name() + ending, StandardCharsets.UTF_8)
            .build()
            .toString());
    if (!request.getMethod().equals(HttpMethod.HEAD.name())) {
      try (InputStream content = new StoredContent(tables, found.id())) {
        content.transferTo(response.getOutputStream());
      }
    }
  }

  @Irreversible
  @DeleteMapping("/{dataset}")
  ResponseEntity<Void> delete(@PathVariable String dataset) {
    dataSets.delete(dataset);
    return ResponseEntity.noContent().build();
  }

  /** Reads the bytes of a data set again. */
  private DataSet again(
      String from,
      @Nullable String name,
      MultiValueMap<String, String> query,
      HttpServletRequest request)
      throws IOException {
    if (request.getInputStream().read() >= 0) {
      throw InvalidRequest.parameter(
          "from",
          "invalid_value",
          "'from' reads the bytes of a stored data set again; the request must have no body.");
    }
    return intake.again(dataSets.get(from), name, query);
  }

  private InputStream body(HttpServletRequest request) throws IOException {
    LimitedBody body = LimitedBody.of(request, limits.dataset_bytes(), "dataset_bytes");
    boolean gzip = "gzip".equalsIgnoreCase(request.getHeader(HttpHeaders.CONTENT_ENCODING));
    return Gzip.unpacked(body, limits.dataset_bytes(), gzip);
  }

  private static void checkAcceptable(MediaType type, Enumeration<String> accept)
      throws HttpMediaTypeNotAcceptableException {
    List<String> asked = Collections.list(accept);
    try {
      List<MediaType> accepted = MediaType.parseMediaTypes(asked);
      if (!accepted.isEmpty() && accepted.stream().noneMatch(type::isCompatibleWith)) {
        throw new HttpMediaTypeNotAcceptableException(List.of(type));
      }
    } catch (InvalidMediaTypeException e) {
      throw new HttpMediaTypeNotAcceptableException(String.valueOf(e.getMessage()));
    }
  }

  /** What a query says of a file, and where it does not, the parameters of its media type. */
  private static ReadOptions saidOf(MultiValueMap<String, String> query, MediaType type) {
    MultiValueMap<String, String> said = new LinkedMultiValueMap<>(query);
    Charset charset = type.getCharset();
    if (charset != null && !charset.equals(StandardCharsets.US_ASCII)) {
      said.addIfAbsent("encoding", charset.name().toLowerCase(Locale.ROOT));
    }
    if ("absent".equalsIgnoreCase(type.getParameter("header"))) {
      said.addIfAbsent("header", "none");
    }
    return ReadOptionsReader.read(said);
  }

  /** Refuses another charset than that which JSON has. */
  private static void checkCharset(MediaType type) {
    Charset charset = type.getCharset();
    if (charset != null
        && !charset.equals(StandardCharsets.UTF_8)
        && !charset.equals(StandardCharsets.US_ASCII)) {
      throw UnsupportedBody.mediaType(
          "JSON is read in UTF-8; got charset %s.".formatted(charset.name()),
          type.getType() + "/" + type.getSubtype());
    }
  }

  /** The one file of a form that has besides at most a name and how to read it. */
  private static MultipartFile fileOf(MultipartHttpServletRequest request) {
    List<MultipartFile> files = request.getMultiFileMap().getOrDefault(FILE, List.of());
    Set<String> parts = new TreeSet<>(request.getMultiFileMap().keySet());
    parts.addAll(request.getParameterMap().keySet());
    List<InvalidRequest.Flaw> flaws = new ArrayList<>();
    Set<String> known = new TreeSet<>(READ_OPTIONS);
    known.addAll(List.of(FILE, NAME));
    for (String part : parts) {
      if (!known.contains(part)) {
        flaws.add(
            InvalidRequest.Flaw.at(
                "/" + part,
                "unknown_field",
                "Unknown part " + Refusal.quoted(part) + Suggestion.hint(part, known)));
      }
    }
    if (names(request).size() > 1) {
      flaws.add(
          InvalidRequest.Flaw.at(
              "/name", "duplicate", "The name is given more than once, in the form or the query."));
    }
    if (files.size() != 1) {
      flaws.add(
          InvalidRequest.Flaw.at(
              "/file",
              files.isEmpty() ? "missing_field" : "duplicate",
              files.isEmpty()
                  ? "The form needs a file as its part 'file'."
                  : "The form must have one file; got %d.".formatted(files.size())));
    }
    if (!flaws.isEmpty()) {
      throw new InvalidRequest(flaws);
    }
    return files.getFirst();
  }

  private static List<String> readOptions() {
    AlsoTakes all = Objects.requireNonNull(TakesReadOptions.class.getAnnotation(AlsoTakes.class));
    return Stream.of(all.once(), all.repeated()).flatMap(Stream::of).toList();
  }

  private static List<String> names(MultipartHttpServletRequest request) {
    String[] names = request.getParameterValues(NAME);
    return names == null ? List.of() : List.of(names);
  }

  private static ResponseEntity<DataSetView> created(DataSet dataSet) {
    URI location = UriComponentsBuilder.fromPath(PATH).pathSegment(dataSet.id()).build().toUri();
    return ResponseEntity.created(location).body(DataSetView.of(dataSet));
  }
}
