package org.contentmover.agent.testing;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One request and its answer without a server. Knows only the methods of the servlet interfaces
 * that this product calls; any other one fails the test.
 */
public final class FakeExchange {
  private final Map<String, String> requestHeaders = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final String method;
  private final String uri;
  private byte[] sent = new byte[0];
  private int status = 200;

  public FakeExchange(String method, String uri) {
    this.method = method;
    this.uri = uri;
  }

  public FakeExchange with(String header, String value) {
    requestHeaders.put(header, value);
    return this;
  }

  public FakeExchange sending(byte[] requestBody) {
    sent = requestBody;
    return this;
  }

  public HttpServletRequest request() {
    return proxy(
        HttpServletRequest.class,
        (self, called, arguments) -> {
          switch (called.getName()) {
            case "getMethod":
              return method;
            case "getRequestURI":
            case "getServletPath":
              return uri;
            case "getAttribute":
              return null;
            case "getInputStream":
              return input();
            case "getHeader":
              return requestHeaders.get((String) arguments[0]);
            default:
              throw new UnsupportedOperationException(called.toString());
          }
        });
  }

  public HttpServletResponse response() {
    return proxy(
        HttpServletResponse.class,
        (self, called, arguments) -> {
          switch (called.getName()) {
            case "setStatus":
              status = (Integer) arguments[0];
              return null;
            case "setHeader":
              headers.put((String) arguments[0], (String) arguments[1]);
              return null;
            case "setDateHeader":
              headers.put((String) arguments[0], String.valueOf(arguments[1]));
              return null;
            case "setContentType":
              headers.put("Content-Type", (String) arguments[0]);
              return null;
            case "setContentLength":
            case "setContentLengthLong":
              headers.put("Content-Length", String.valueOf(arguments[0]));
              return null;
            case "getOutputStream":
              return output();
            default:
              throw new UnsupportedOperationException(called.toString());
          }
        });
  }

  public int status() {
    return status;
  }

  public String header(String name) {
    return headers.get(name);
  }

  public byte[] bytes() {
    return body.toByteArray();
  }

  public String text() {
    return body.toString(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s %s: %d %s", method, uri, status, headers);
  }

  private ServletInputStream input() {
    InputStream bytes = new ByteArrayInputStream(sent);
    return new ServletInputStream() {
      @Override
      public int read() throws IOException {
        return bytes.read();
      }

      @Override
      public boolean isFinished() {
        throw new UnsupportedOperationException();
      }

      @Override
      public boolean isReady() {
        return true;
      }

      @Override
      public void setReadListener(ReadListener listener) {
        throw new UnsupportedOperationException();
      }
    };
  }

  private ServletOutputStream output() {
    return new ServletOutputStream() {
      @Override
      public void write(int b) {
        body.write(b);
      }

      @Override
      public void write(byte[] bytes, int from, int length) {
        body.write(bytes, from, length);
      }

      @Override
      public boolean isReady() {
        return true;
      }

      @Override
      public void setWriteListener(WriteListener listener) {
        throw new UnsupportedOperationException();
      }
    };
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            FakeExchange.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
