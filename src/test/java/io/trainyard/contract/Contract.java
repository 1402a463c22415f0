package io.trainyard.contract;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.Request.Method;
import com.atlassian.oai.validator.model.Response;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.atlassian.oai.validator.report.ValidationReport.Level;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code openapi.yaml}, able to say what is wrong with an exchange of a request and a response. */
public final class Contract {
  /**
   * One exchange; header names in any case, bodies null when there are none or they are too big to
   * look at.
   */
  public record Exchange(
      String method,
      String path,
      Map<String, ? extends Collection<String>> query,
      Map<String, ? extends Collection<String>> requestHeaders,
      byte @Nullable [] requestBody,
      int status,
      Map<String, ? extends Collection<String>> responseHeaders,
      byte @Nullable [] responseBody) {

    private boolean hasNoBody() {
      return (requestBody == null || requestBody.length == 0)
          && requestHeaders.keySet().stream().noneMatch("Content-Type"::equalsIgnoreCase);
    }

    private Exchange at(String otherPath) {
      return new Exchange(
          method,
          otherPath,
          query,
          requestHeaders,
          requestBody,
          status,
          responseHeaders,
          responseBody);
    }

    private Exchange without(String parameter) {
      Map<String, Collection<String>> others = new LinkedHashMap<>(query);
      others.remove(parameter);
      return new Exchange(
          method, path, others, requestHeaders, requestBody, status, responseHeaders, responseBody);
    }
  }

  public static final Path FILE = Path.of("openapi.yaml");

  private static final Set<String> UNKNOWN_ROUTE =
      Set.of("validation.request.path.missing", "validation.request.operation.notAllowed");

  /** The validator takes the one value of a list in a query for JSON. */
  private static final String LIST_OF_ONE = "validation.request.parameter.schema.invalidJson";

  /** Nothing is of every type, which the validator does not know. */
  private static final String NOT_ACCEPTED = "validation.request.accept.notAllowed";

  /** A body that may be left out has no type then, which the validator does not know either. */
  private static final String NO_TYPE = "validation.request.contentType.notAllowed";

  private final OpenApiInteractionValidator validator;

  public Contract() {
    this(text());
  }

  Contract(String text) {
    validator =
        OpenApiInteractionValidator.createForInlineApiSpecification(text)
            .withLevelResolver(
                LevelResolver.create()
                    .withLevel("validation.request.parameter.query.unexpected", Level.ERROR)
                    // the validator takes no OpenAPI 3.1 array for an array
                    .withLevel("validation.request.parameter.collection.invalid", Level.IGNORE)
                    // the validator loses a discriminator behind an if; that one of the schemas
                    // has to fit is checked all the same
                    .withLevel(
                        "validation.request.body.schema.discriminator.oneOf.no_match_found",
                        Level.IGNORE)
                    .build())
            .build();
  }

  /** The file's text. */
  static String text() {
    try {
      return Files.readString(FILE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What the contract has against an exchange; nothing if it holds. A request that the server
   * refused may be wrong in any way: then only the answer is looked at.
   */
  public List<String> faults(Exchange sent) {
    Exchange exchange = described(sent);
    Response response = response(exchange, exchange.status());
    ValidationReport report =
        exchange.status() < 400
            ? validator.validate(request(exchange), response)
            : validator.validateResponse(exchange.path(), method(exchange), response);
    // the validator takes a path with a slash behind it for the path itself; the server does not
    boolean nowhere =
        exchange.path().endsWith("/")
            || report.getMessages().stream()
                .anyMatch(message -> UNKNOWN_ROUTE.contains(message.getKey()));
    if (nowhere && (exchange.status() == 404 || exchange.status() == 405)) {
      report = validator.validateResponse("/v1/jobs/none", Method.GET, response(exchange, 404));
    }
    return report.getMessages().stream()
        .filter(message -> message.getLevel() == Level.ERROR)
        .filter(message -> !(message.getKey().equals(NOT_ACCEPTED) && exchange.status() == 204))
        .filter(message -> !message.getKey().equals(LIST_OF_ONE))
        .filter(message -> !(message.getKey().equals(NO_TYPE) && exchange.hasNoBody()))
        .map(message ->
            "%s %s -> %d: %s (%s)"
                .formatted(
                    exchange.method(),
                    exchange.path(),
                    exchange.status(),
                    message.getMessage(),
                    message.getKey()))
        .toList();
  }

  /**
   * The exchange at the address where the contract describes it. What takes another body or gives
   * another answer has one of its own, and goes on working at the shorter one.
   */
  private static Exchange described(Exchange exchange) {
    if (!exchange.method().equals("POST")) {
      return exchange;
    }
    boolean isForm =
        exchange.requestHeaders().entrySet().stream()
            .filter(header -> header.getKey().equalsIgnoreCase("Content-Type"))
            .flatMap(header -> header.getValue().stream())
            .anyMatch(type -> type.startsWith("multipart/"));
    return switch (exchange.path()) {
      case "/v1/datasets" -> isForm ? exchange.at("/v1/datasets/upload") : exchange;
      case "/v1/jobs" -> {
        Exchange job = exchange.without("dry_run");
        boolean isDryRun = List.of("true").equals(asked(exchange, "dry_run"));
        yield isDryRun ? job.at("/v1/jobs/dry_run") : isForm ? job.at("/v1/jobs/form") : job;
      }
      default -> exchange;
    };
  }

  private static List<String> asked(Exchange exchange, String parameter) {
    Collection<String> values = exchange.query().get(parameter);
    return values == null ? List.of() : List.copyOf(values);
  }

  private static Method method(Exchange exchange) {
    return Method.valueOf(exchange.method());
  }

  private static Request request(Exchange exchange) {
    SimpleRequest.Builder builder = new SimpleRequest.Builder(method(exchange), exchange.path());
    exchange.query().forEach((name, values) -> builder.withQueryParam(name, List.copyOf(values)));
    exchange
        .requestHeaders()
        .forEach((name, values) -> builder.withHeader(name, List.copyOf(values)));
    if (exchange.requestBody() != null && exchange.requestBody().length > 0) {
      builder.withBody(exchange.requestBody());
    }
    return builder.build();
  }

  private static Response response(Exchange exchange, int status) {
    SimpleResponse.Builder builder = SimpleResponse.Builder.status(status);
    exchange
        .responseHeaders()
        .forEach((name, values) -> builder.withHeader(name, List.copyOf(values)));
    if (exchange.responseBody() != null && exchange.responseBody().length > 0) {
      builder.withBody(exchange.responseBody());
    }
    return builder.build();
  }
}
