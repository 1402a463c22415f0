package io.trainyard.rest;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.EOFException;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.coyote.BadRequestException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.hibernate.TransactionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.MethodParameter;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.method.annotation.MethodArgumentConversionNotSupportedException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Says of every exception what the user is to know: a problem, never a class name. */
@Component
class Problems {
  private static final Logger log = LoggerFactory.getLogger(Problems.class);

  /** SQL states' classes for a connection, a disk or a server that is not there. */
  private static final Set<String> DATABASE_IS_AWAY = Set.of("08", "53", "57", "58");

  /** H2: closed, cannot write its file, or the disk is full. */
  private static final Set<Integer> H2_IS_AWAY = Set.of(90028, 90031, 90098, 90121);

  private final Routes routes;
  private final Ids ids;
  private final ApplicationEventPublisher events;

  Problems(Routes routes, Ids ids, ApplicationEventPublisher events) {
    this.routes = routes;
    this.ids = ids;
    this.events = events;
  }

  /** The problem that an exception amounts to; logs it when it is the service's own fault. */
  Problem of(Throwable thrown, HttpServletRequest request) {
    Throwable exception =
        thrown instanceof ServletException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    Refusal refusal = exception instanceof Refusal known ? known : refusal(exception);
    if (refusal != null) {
      if (refusal instanceof InvalidRequest invalid) {
        events.publishEvent(new RequestRefused(invalid.codes()));
      }
      return refusal.problem(path(request));
    }
    return switch (exception) {
      case HttpRequestMethodNotSupportedException e -> methodNotAllowed(e, request);
      case HttpMediaTypeNotSupportedException e -> unsupportedMediaType(e, request);
      case HttpMediaTypeNotAcceptableException e -> notAcceptable(e, request);
      case NoResourceFoundException e -> noRoute(request);
      case NoHandlerFoundException e -> noRoute(request);
      case OptimisticLockingFailureException e ->
          plain(
              ProblemType.CONFLICT,
              "Another request changed it at the same time; read it again, then decide.",
              request);
      case ErrorResponse e -> ofStatus(e.getStatusCode().value(), request);
      default ->
          isDatabaseAway(exception) || InsufficientStorage.isMeantBy(exception)
              ? away(exception, request)
              : internal(exception, request);
    };
  }

  /** The problem behind a status that the server decided on before or after any controller. */
  Problem ofStatus(int status, HttpServletRequest request) {
    ProblemType type = ProblemType.of(status);
    String detail =
        switch (type) {
          case NOT_FOUND -> noRoute(request).detail();
          case URI_TOO_LONG -> "The request's address is too long.";
          case HEADERS_TOO_LARGE -> "The request's headers are too long.";
          case UNAVAILABLE -> "The service cannot answer now; try again later.";
          case INTERNAL_ERROR -> "Something went wrong inside the service.";
          case METHOD_NOT_ALLOWED -> "This method is not understood here.";
          default ->
              status >= 500
                  ? "Something went wrong inside the service."
                  : "The request cannot be understood: its first line, a header or the address has"
                      + " characters or a form that HTTP does not allow.";
        };
    return new Problem(type, status, detail, path(request), Map.of(), new HttpHeaders());
  }

  /** Exceptions of the framework that have a counterpart among our own. */
  private static @Nullable Refusal refusal(Throwable exception) {
    return switch (exception) {
      case MethodArgumentTypeMismatchException e -> wrongType(e);
      case MissingServletRequestParameterException e ->
          InvalidRequest.parameter(
              e.getParameterName(),
              "missing_field",
              "Query parameter '" + e.getParameterName() + "' is needed.");
      case MissingServletRequestPartException e ->
          InvalidRequest.at(
              "/" + e.getRequestPartName(),
              "missing_field",
              "The form needs a part '" + e.getRequestPartName() + "'.");
      case MaxUploadSizeExceededException e ->
          new TooLarge("The form is larger than the limit 'dataset_bytes', or has too many parts.");
      case MultipartException e when InsufficientStorage.isMeantBy(e) ->
          new InsufficientStorage(
              "The form cannot be kept on the service's disk; nothing was stored.");
      case MultipartException e ->
          new Malformed(
              "The form cannot be read: it must be multipart/form-data with the boundary that"
                  + " 'Content-Type' names, and end with it.");
      case BadRequestException e -> Malformed.cutOff(e);
      case EOFException e -> Malformed.cutOff(e);
      case MethodArgumentConversionNotSupportedException e ->
          InvalidRequest.at(
              "/" + e.getName(),
              "wrong_type",
              "'%s' must be a text, not a file.".formatted(e.getName()));
      case HttpMessageNotReadableException e -> new Malformed("The body cannot be read.");
      case InvalidParameterException e ->
          new Malformed("The query string or the form cannot be decoded.");
      case ServletRequestBindingException e ->
          new Malformed("A header or a parameter that is needed is missing or malformed.");
      default -> null;
    };
  }

  private static Refusal wrongType(MethodArgumentTypeMismatchException e) {
    MethodParameter parameter = e.getParameter();
    String value = String.valueOf(e.getValue());
    if (parameter.hasParameterAnnotation(PathVariable.class)) {
      return new NotFound("such thing as", value);
    }
    Class<?> type = parameter.nestedIfOptional().getNestedParameterType();
    String expected;
    if (type == boolean.class || type == Boolean.class) {
      expected = "true or false";
    } else if (type == int.class
        || type == Integer.class
        || type == long.class
        || type == Long.class) {
      expected = "a whole number";
    } else if (type.isEnum()) {
      expected =
          "one of "
              + List.of(type.getEnumConstants()).stream()
                  .map(constant -> constant.toString().toLowerCase(java.util.Locale.ROOT))
                  .collect(Collectors.joining(", "));
    } else {
      expected = "a number";
    }
    return InvalidRequest.parameter(
        e.getName(),
        "wrong_type",
        "Query parameter '%s' must be %s; got %s."
            .formatted(e.getName(), expected, Refusal.quoted(value)));
  }

  private static Problem methodNotAllowed(
      HttpRequestMethodNotSupportedException e, HttpServletRequest request) {
    Set<HttpMethod> supported =
        e.getSupportedHttpMethods() == null ? Set.of() : e.getSupportedHttpMethods();
    HttpHeaders headers = new HttpHeaders();
    headers.setAllow(supported);
    return new Problem(
        ProblemType.METHOD_NOT_ALLOWED,
        405,
        "%s is not possible here; possible are %s."
            .formatted(
                Refusal.quoted(e.getMethod()),
                supported.stream()
                    .map(HttpMethod::name)
                    .sorted()
                    .collect(Collectors.joining(", "))),
        path(request),
        Map.of(),
        headers);
  }

  private static Problem unsupportedMediaType(
      HttpMediaTypeNotSupportedException e, HttpServletRequest request) {
    String accepted = join(e.getSupportedMediaTypes());
    String came = request.getContentType();
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.ACCEPT, accepted);
    return new Problem(
        ProblemType.UNSUPPORTED_MEDIA_TYPE,
        415,
        "The body must be %s; got %s."
            .formatted(
                alternatives(e.getSupportedMediaTypes()),
                came == null ? "no Content-Type" : "Content-Type " + Refusal.quoted(came)),
        path(request),
        Map.of(),
        headers);
  }

  private static Problem notAcceptable(
      HttpMediaTypeNotAcceptableException e, HttpServletRequest request) {
    String accept = String.valueOf(request.getHeader(HttpHeaders.ACCEPT));
    return plain(
        ProblemType.NOT_ACCEPTABLE,
        e.getSupportedMediaTypes().isEmpty()
            ? "'Accept: %s' cannot be read.".formatted(Refusal.quoted(accept))
            : "The answer can be %s; 'Accept' asks for %s."
                .formatted(alternatives(e.getSupportedMediaTypes()), Refusal.quoted(accept)),
        request);
  }

  private Problem noRoute(HttpServletRequest request) {
    String path = path(request);
    return plain(
        ProblemType.NOT_FOUND,
        "There is nothing at "
            + Refusal.quoted(path)
            + routes
                .nearest(request.getMethod(), path)
                .map(near -> "; did you mean '" + near + "'?")
                .orElse("."),
        request);
  }

  private static Problem away(Throwable exception, HttpServletRequest request) {
    Throwable cause = exception;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    log.warn(
        "{} {}: the database is away or full: {}",
        request.getMethod(),
        path(request),
        cause.toString());
    log.debug("", exception);
    if (InsufficientStorage.isMeantBy(exception)) {
      return new InsufficientStorage(
              "A disk of the service or of its database is full; nothing was changed. Reading goes"
                  + " on, and storing goes on by itself as soon as there is room.")
          .problem(path(request));
    }
    return new Unavailable(
            "The database does not answer or cannot store more; nothing was changed.")
        .problem(path(request));
  }

  private Problem internal(Throwable exception, HttpServletRequest request) {
    String id = ids.next("err_");
    log.error("{}: {} {} failed", id, request.getMethod(), path(request), exception);
    return new Problem(
        ProblemType.INTERNAL_ERROR,
        500,
        "Internal error; the service's log has it under '%s'.".formatted(id),
        path(request),
        Map.of("error_id", id),
        new HttpHeaders());
  }

  private static boolean isDatabaseAway(Throwable exception) {
    if (exception instanceof DataAccessResourceFailureException
        || exception instanceof TransientDataAccessException
        || exception instanceof PessimisticLockingFailureException
        || exception instanceof CannotCreateTransactionException) {
      return true;
    }
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (cause instanceof TransactionException) {
        return true; // it could not even be ended
      }
      if (cause instanceof SQLException sql) {
        String state = sql.getSQLState();
        return H2_IS_AWAY.contains(sql.getErrorCode())
            || (state != null
                && state.length() == 5
                && DATABASE_IS_AWAY.contains(state.substring(0, 2)));
      }
    }
    return false;
  }

  private static Problem plain(ProblemType type, String detail, HttpServletRequest request) {
    return new Problem(type, type.status(), detail, path(request), Map.of(), new HttpHeaders());
  }

  private static String join(Collection<MediaType> types) {
    return types.stream()
        .map(type -> type.getType() + "/" + type.getSubtype())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /** {@code a, b or c}. */
  private static String alternatives(Collection<MediaType> types) {
    return join(types).replaceFirst(", ([^,]+)$", " or $1");
  }

  /** The path that was asked for, also when the server forwarded the request to its error page. */
  private static String path(HttpServletRequest request) {
    Object original = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    return original instanceof String uri ? uri : String.valueOf(request.getRequestURI());
  }
}
