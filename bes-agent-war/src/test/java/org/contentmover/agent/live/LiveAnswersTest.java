package org.contentmover.agent.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;
import org.contentmover.agent.testing.FakeExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveAnswersTest {
  private static final String SITE = "www.example.com";

  @TempDir Path root;
  private Path versions;
  private LiveAnswers answers;

  @BeforeEach
  void makeSite() throws IOException {
    versions = Files.createDirectories(root.resolve(SITE).resolve("versions"));
    Files.writeString(root.resolve("secret.txt"), "secret");
    Path one = Files.createDirectories(versions.resolve("1"));
    Files.writeString(one.resolve("index.html"), "<p>one</p>");
    Files.writeString(one.resolve("a b+ü.txt"), "0123456789");
    Files.createDirectories(one.resolve("sub"));
    Files.writeString(one.resolve("sub/index.html"), "<p>sub</p>");
    Files.createDirectories(one.resolve("empty"));
    Files.createSymbolicLink(one.resolve("link.html"), Path.of("sub/index.html"));
    Files.createSymbolicLink(one.resolve("out"), Path.of("../../../secret.txt"));
    Files.createSymbolicLink(one.resolve("loop"), Path.of("loop"));
    show(1);
    answers = new LiveAnswers(root);
  }

  @Test
  void shouldServeAFileOfTheLiveVersion() throws IOException {
    FakeExchange exchange = get("a%20b+%C3%BC.txt");

    assertEquals(200, exchange.status());
    assertEquals("0123456789", exchange.text());
    assertEquals("1", exchange.header("Content-Mover-Version"));
    assertEquals("text/plain", exchange.header("Content-Type"));
    assertEquals("10", exchange.header("Content-Length"));
  }

  @Test
  void shouldServeTheIndexOfADirectoryAndAskForTheSlash() throws IOException {
    assertEquals("<p>one</p>", get("").text());
    assertEquals("<p>sub</p>", get("sub/").text());
    FakeExchange bare = get("sub");
    assertEquals(302, bare.status());
    assertEquals("/live/www.example.com/sub/", bare.header("Location"));
    assertEquals(404, get("empty/").status());
    assertEquals(404, get("index.html/").status());
  }

  @Test
  void shouldFollowLinksInsideTheVersionOnly() throws IOException {
    assertEquals("<p>sub</p>", get("link.html").text());
    assertEquals(404, get("out").status());
    assertEquals(404, get("loop").status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../secret.txt",
        "%2e%2e/%2e%2e/secret.txt",
        "..%2f..%2fsecret.txt",
        "sub/../../../../secret.txt",
        "./index.html",
        "sub//index.html",
        "index.html%00.txt",
        "%zz",
        "%c3%28",
        "%e",
        "/index.html"
      })
  void shouldKnowNoPathThatCouldLeaveTheTree(String path) throws IOException {
    FakeExchange exchange = get(path);

    assertEquals(404, exchange.status(), exchange::toString);
    assertEquals("1", exchange.header("Content-Mover-Version"));
    assertTrue(!exchange.text().contains("secret\n"));
  }

  @Test
  void shouldSayTheVersionWhenThereIsNoSuchFile() throws IOException {
    FakeExchange exchange = get("x".repeat(300));

    assertEquals(404, exchange.status());
    assertEquals("1", exchange.header("Content-Mover-Version"));
  }

  @Test
  void shouldKnowWhatIsNoPathOfTheTree() throws IOException {
    Files.createSymbolicLink(versions.resolve("1/up"), Path.of("../1/sub/../index.html"));
    Files.createSymbolicLink(versions.resolve("1/dangling"), Path.of("gone/index.html"));

    assertEquals("<p>one</p>", get("up").text());
    assertEquals(404, get("index.html/below").status());
    assertEquals(404, get("up/below").status());
    assertEquals(404, get("dangling").status());
    assertEquals(404, get("loop/below").status());
    assertEquals(404, get("directory/".repeat(600) + "file").status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Too many open files", "Input/output error", "Zu viele offene Dateien"})
  void shouldNotCallMissingWhatCannotBeReadNow(String reason) throws IOException {
    answers =
        new LiveAnswers(
            new LiveTrees(
                root,
                file -> {
                  throw new FileSystemException(file.toString(), null, reason);
                }));
    List<String> log = new ArrayList<>();
    Handler handler =
        new StreamHandler() {
          @Override
          public synchronized void publish(LogRecord line) {
            log.add(new SimpleFormatter().formatMessage(line));
          }
        };
    Logger logger = Logger.getLogger(LiveAnswers.class.getName());
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
    FakeExchange exchange;
    try {
      exchange = get("index.html");
    } finally {
      logger.setUseParentHandlers(true);
      logger.removeHandler(handler);
    }

    assertEquals(503, exchange.status());
    assertEquals("1", exchange.header("Retry-After"));
    assertEquals("1", exchange.header("Content-Mover-Version"));
    assertEquals(1, log.size());
    assertTrue(log.get(0).contains("/1/index.html") && log.get(0).contains(reason), log.get(0));
    assertEquals(404, get("no.html").status());
  }

  @Test
  void shouldCallAFileMissingThatVanishesBeforeItIsOpened() throws IOException {
    answers =
        new LiveAnswers(
            new LiveTrees(
                root,
                file -> {
                  Files.delete(file);
                  return FileChannel.open(file, StandardOpenOption.READ);
                }));

    assertEquals(404, get("sub/index.html").status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/live/", "/live/other.example.com/", "/live/UPPER/", "/live/../x"})
  void shouldSayVersionZeroForSitesThatAreNotHere(String uri) throws IOException {
    FakeExchange exchange = exchange("GET", uri);

    assertEquals(404, exchange.status());
    assertEquals("0", exchange.header("Content-Mover-Version"));
  }

  @Test
  void shouldAnswerRangesAndConditions() throws IOException {
    String uri = "/live/" + SITE + "/a%20b+%C3%BC.txt";
    String tag = exchange("GET", uri).header("ETag");

    FakeExchange part = answered(new FakeExchange("GET", uri).with("Range", "bytes=2-4"));
    assertEquals(206, part.status());
    assertEquals("234", part.text());
    assertEquals("bytes 2-4/10", part.header("Content-Range"));

    FakeExchange beyond = answered(new FakeExchange("GET", uri).with("Range", "bytes=10-"));
    assertEquals(416, beyond.status());
    assertEquals("bytes */10", beyond.header("Content-Range"));

    FakeExchange same = answered(new FakeExchange("GET", uri).with("If-None-Match", tag));
    assertEquals(304, same.status());
    assertEquals("1", same.header("Content-Mover-Version"));
    assertEquals("", same.text());

    FakeExchange other =
        answered(
            new FakeExchange("GET", uri).with("Range", "bytes=2-4").with("If-Range", "\"other\""));
    assertEquals(200, other.status());
  }

  @Test
  void shouldGiveAnotherTagToTheSameFileOfAnotherVersion() throws IOException {
    String before = get("index.html").header("ETag");
    Path two = Files.createDirectories(versions.resolve("2"));
    Files.copy(
        versions.resolve("1/index.html"),
        two.resolve("index.html"),
        StandardCopyOption.COPY_ATTRIBUTES);
    show(2);

    assertTrue(!before.equals(get("index.html").header("ETag")));
  }

  @Test
  void shouldSendNoBodyForHeadAndTakeNoOtherMethods() throws IOException {
    FakeExchange head = exchange("HEAD", "/live/" + SITE + "/index.html");
    assertEquals(200, head.status());
    assertEquals("10", head.header("Content-Length"));
    assertEquals("", head.text());

    FakeExchange put = exchange("PUT", "/live/" + SITE + "/index.html");
    assertEquals(405, put.status());
    assertEquals("GET, HEAD", put.header("Allow"));
    assertEquals("1", put.header("Content-Mover-Version"));
  }

  @Test
  void shouldServeNoDocumentRootThatWasNotAdopted() throws IOException {
    Path plain = Files.createDirectories(root.resolve("plain.example.com/live"));
    Files.writeString(plain.resolve("index.html"), "plain");

    FakeExchange exchange = exchange("GET", "/live/plain.example.com/");

    assertEquals(404, exchange.status());
    assertNull(exchange.header("ETag"));
  }

  private FakeExchange get(String path) throws IOException {
    return exchange("GET", "/live/" + SITE + "/" + path);
  }

  private FakeExchange exchange(String method, String uri) throws IOException {
    return answered(new FakeExchange(method, uri));
  }

  private FakeExchange answered(FakeExchange exchange) throws IOException {
    String uri = exchange.request().getRequestURI();
    answers.answer(uri.substring("/live/".length()), exchange.request(), exchange.response());
    return exchange;
  }

  private void show(long version) throws IOException {
    Path fresh = root.resolve(SITE).resolve("live.new");
    Files.createSymbolicLink(fresh, Path.of("versions", Long.toString(version)));
    Files.move(
        fresh,
        root.resolve(SITE).resolve("live"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
