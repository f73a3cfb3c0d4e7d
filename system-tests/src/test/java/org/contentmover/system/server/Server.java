package org.contentmover.system.server;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/**
 * A server under test as one of its visitors sees it. Redirects are not followed: where one leads
 * is part of the answer.
 *
 * @param port of HTTP on loopback
 * @param authorization what the visitor shows; empty when it is nobody
 */
record Server(int port, String authorization) {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

  static Server ccm() {
    return new Server(Integer.getInteger("tests.ccm.port"), "");
  }

  static Server agent() {
    return new Server(Integer.getInteger("tests.agent.port"), "");
  }

  /** The same server for a visitor with name and password. */
  Server withPassword(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return new Server(port, "Basic " + Base64.getEncoder().encodeToString(pair));
  }

  /** The same server for a visitor with a token. */
  Server withToken(String token) {
    return new Server(port, "Bearer " + token);
  }

  HttpResponse<String> get(String path) {
    return send("GET", path);
  }

  HttpResponse<String> send(String method, String path) {
    return send(request(path).method(method, HttpRequest.BodyPublishers.noBody()));
  }

  /** As a browser does for a page of another site. */
  HttpResponse<String> postFrom(String origin, String path, String json) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .header("Origin", origin)
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  /** Posts a text that says it is JSON. */
  HttpResponse<String> post(String path, String json) {
    return send("POST", path, json);
  }

  /** Sends a text that says it is JSON. */
  HttpResponse<String> send(String method, String path, String json) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(json)));
  }

  /** Sends bytes of any kind. */
  HttpResponse<String> post(String path, String contentType, byte[] bytes) {
    return send(
        request(path)
            .header("Content-Type", contentType)
            .POST(HttpRequest.BodyPublishers.ofByteArray(bytes)));
  }

  /** Puts a text that says it is JSON in the place of whatever is there. */
  HttpResponse<String> put(String path, String json) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .header("If-Match", "*")
            .PUT(HttpRequest.BodyPublishers.ofString(json)));
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(60));
    return authorization.isEmpty() ? request : request.header("Authorization", authorization);
  }

  private static HttpResponse<String> send(HttpRequest.Builder builder) {
    HttpRequest request = builder.build();
    try {
      return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(request.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The JSON object a server answered. */
  static JsonObject json(HttpResponse<String> answer) {
    try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
      return reader.readObject();
    }
  }

  /** The status of a request whose path is sent as it is written, however odd. */
  int statusOfRawPath(String path) throws IOException {
    return statusOfRaw("GET " + path, "");
  }

  /** The status of a request of which the head alone is sent, which says that so much follows. */
  int statusOfAnnounced(String path, String contentType, long bytes) throws IOException {
    return statusOfRaw(
        "POST " + path, "Content-Type: " + contentType + "\r\nContent-Length: " + bytes + "\r\n");
  }

  private int statusOfRaw(String methodAndPath, String headers) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(60_000);
      String request =
          methodAndPath
              + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
              + headers
              + (authorization.isEmpty() ? "" : "Authorization: " + authorization + "\r\n")
              + "\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
      return Integer.parseInt(answer.substring("HTTP/1.1 ".length()));
    }
  }
}
