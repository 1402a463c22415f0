package io.trainyard.rest;

import org.springframework.http.HttpHeaders;

/** 415: a body in a form that is not read here. */
public final class UnsupportedBody extends Refusal {
  private final String header;
  private final String accepted;

  private UnsupportedBody(String detail, String header, String accepted) {
    super(ProblemType.UNSUPPORTED_MEDIA_TYPE, detail);
    this.header = header;
    this.accepted = accepted;
  }

  /** Another media type, or parameters of it, than those accepted. */
  public static UnsupportedBody mediaType(String detail, String accepted) {
    return new UnsupportedBody(detail, HttpHeaders.ACCEPT, accepted);
  }

  /** A compressed body. */
  static UnsupportedBody contentEncoding(String encoding) {
    return new UnsupportedBody(
        "Bodies are read as they are; send this one without 'Content-Encoding: %s'."
            .formatted(encoding.length() > 40 ? encoding.substring(0, 40) : encoding),
        HttpHeaders.ACCEPT_ENCODING,
        "identity");
  }

  @Override
  HttpHeaders headers() {
    HttpHeaders headers = new HttpHeaders();
    headers.set(header, accepted);
    return headers;
  }
}
