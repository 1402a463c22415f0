package io.trainyard.contract;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingRequestWrapper;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.WebUtils;

/**
 * Found by every integration test that starts the application, with MockMvc or over HTTP: holds
 * each exchange against the {@link Contract} and keeps what is wrong for {@link ContractListener}.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public class ContractFilter extends OncePerRequestFilter {
  /** Bodies beyond this are streams, and no schema says anything about them. */
  private static final int MOST_BYTES = 4 * 1024 * 1024;

  private static final Set<String> METHODS = Set.of("GET", "POST", "PATCH", "DELETE", "PUT");

  private final Contract contract = new Contract();
  private final Queue<String> faults = new ConcurrentLinkedQueue<>();
  private final AtomicInteger inside = new AtomicInteger();

  /** What was wrong since the last call. */
  List<String> takeFaults() {
    List<String> taken = new ArrayList<>();
    for (String fault = faults.poll(); fault != null; fault = faults.poll()) {
      taken.add(fault);
    }
    return taken;
  }

  /** Whether some answer is still being looked at. */
  boolean isBusy() {
    return inside.get() > 0;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getRequestURI().startsWith("/v1") || !METHODS.contains(request.getMethod());
  }

  @Override
  protected boolean shouldNotFilterAsyncDispatch() {
    return false;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    ContentCachingRequestWrapper seen =
        WebUtils.getNativeRequest(request, ContentCachingRequestWrapper.class);
    Copy copy = WebUtils.getNativeResponse(response, Copy.class);
    boolean first = seen == null || copy == null;
    if (first) {
      seen = new ContentCachingRequestWrapper(request, MOST_BYTES);
      copy = new Copy(response);
    }
    inside.incrementAndGet();
    try {
      chain.doFilter(first ? seen : request, first ? copy : response);
      boolean goesOn = isAsyncStarted(request) || request.isAsyncStarted();
      if (!goesOn && !copy.errorSent) {
        look(seen, copy);
      }
    } finally {
      inside.decrementAndGet();
    }
  }

  private void look(ContentCachingRequestWrapper request, Copy response) throws IOException {
    byte[] answer = response.bytes();
    byte[] asked = request.getContentAsByteArray();
    boolean tooBig = answer == null || asked.length >= MOST_BYTES;
    boolean multipart = String.valueOf(request.getContentType()).startsWith("multipart/");
    if (tooBig || (multipart && response.getStatus() < 400)) {
      return;
    }
    faults.addAll(
        contract.faults(
            new Contract.Exchange(
                request.getMethod(),
                request.getRequestURI(),
                UriComponentsBuilder.fromUriString("?" + nonNull(request.getQueryString()))
                    .build()
                    .getQueryParams(),
                headers(
                    Collections.list(request.getHeaderNames()),
                    name -> Collections.list(request.getHeaders(name))),
                asked,
                response.getStatus(),
                headers(response.getHeaderNames(), response::getHeaders),
                answer)));
  }

  private static String nonNull(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static Map<String, Collection<String>> headers(
      Collection<String> names, Function<String, Collection<String>> values) {
    Map<String, Collection<String>> headers = new LinkedHashMap<>();
    names.forEach(name -> headers.put(name, values.apply(name)));
    return headers;
  }

  /** Passes everything on and keeps the beginning. */
  private static final class Copy extends HttpServletResponseWrapper {
    private final ByteArrayOutputStream copied = new ByteArrayOutputStream();
    private @Nullable ServletOutputStream stream;
    private @Nullable PrintWriter writer;
    private boolean errorSent;

    Copy(HttpServletResponse response) {
      super(response);
    }

    byte @Nullable [] bytes() {
      if (writer != null) {
        writer.flush();
      }
      return copied.size() > MOST_BYTES ? null : copied.toByteArray();
    }

    @Override
    public void sendError(int status) throws IOException {
      errorSent = true;
      super.sendError(status);
    }

    @Override
    public void sendError(int status, String message) throws IOException {
      errorSent = true;
      super.sendError(status, message);
    }

    @Override
    public void reset() {
      copied.reset();
      super.reset();
    }

    @Override
    public void resetBuffer() {
      copied.reset();
      super.resetBuffer();
    }

    @Override
    public PrintWriter getWriter() throws IOException {
      if (writer == null) {
        writer =
            new PrintWriter(
                new OutputStreamWriter(getOutputStream(), Charset.forName(getCharacterEncoding())));
      }
      return writer;
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
      if (stream == null) {
        stream = new Tee(super.getOutputStream());
      }
      return stream;
    }

    private final class Tee extends ServletOutputStream {
      private final ServletOutputStream out;

      Tee(ServletOutputStream out) {
        this.out = out;
      }

      @Override
      public void write(int oneByte) throws IOException {
        out.write(oneByte);
        if (copied.size() <= MOST_BYTES) {
          copied.write(oneByte);
        }
      }

      @Override
      public void write(byte[] bytes, int from, int count) throws IOException {
        out.write(bytes, from, count);
        if (copied.size() <= MOST_BYTES) {
          copied.write(bytes, from, count);
        }
      }

      @Override
      public void flush() throws IOException {
        out.flush();
      }

      @Override
      public void close() throws IOException {
        out.close();
      }

      @Override
      public boolean isReady() {
        return out.isReady();
      }

      @Override
      public void setWriteListener(WriteListener listener) {
        out.setWriteListener(listener);
      }
    }
  }
}
