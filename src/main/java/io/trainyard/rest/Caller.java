package io.trainyard.rest;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** Who sent a request, and may no longer wait for its answer. */
public interface Caller {

  /**
   * Whether the connection has been closed from the other side. To be asked only by the thread of
   * the request, once its body has been read.
   */
  boolean isGone();

  /**
   * Who sent the request that this thread serves; somebody who never leaves where it is not known.
   */
  static Caller ofCurrentRequest() {
    RequestAttributes attributes = RequestContextHolder.getRequestAttributes();
    Object known =
        attributes == null
            ? null
            : attributes.getAttribute(Caller.class.getName(), RequestAttributes.SCOPE_REQUEST);
    return known instanceof Caller caller ? caller : () -> false;
  }

  /**
   * Tells each request who sent it. A servlet hears that its client has left only when it writes;
   * the connector knows before, when it looks for more to read and finds the end.
   */
  final class Valve extends ValveBase {

    /** What a look for more answers both for a single byte and for the end of the connection. */
    private static final int END = 1;

    Valve() {
      super(true);
    }

    @Override
    public void invoke(Request request, Response response)
        throws IOException, jakarta.servlet.ServletException {
      request.setAttribute(Caller.class.getName(), (Caller) () -> isGone(request));
      getNext().invoke(request, response);
    }

    private static boolean isGone(Request request) {
      org.apache.coyote.Request connection = request.getCoyoteRequest();
      connection.action(ActionCode.AVAILABLE, true);
      return connection.getAvailable() == END;
    }
  }
}
