package org.contentmover.content.configuration;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import java.io.CharArrayReader;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLInputFactory2;
import org.codehaus.stax2.XMLStreamReader2;
import org.contentmover.content.configuration.XmlPlace.Element;

/**
 * An XML file. Keys are paths of names as the file writes them, which end in an element that holds
 * text alone or in an attribute, see {@link XmlPath}. Attributes come and go; elements stay where
 * they are, since their order and number mean something. No file with a document type is read.
 */
record XmlText(String text, Charset encoding) implements ConfigurationText {
  private static final Pattern ENTITY = Pattern.compile("&(?!(?:amp|lt|gt|quot|apos);|#)([^;]*)");
  private static final XMLInputFactory FILES = files();

  private static XMLInputFactory files() {
    WstxInputFactory factory = new WstxInputFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
    factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, Spans.MAX_DEPTH);
    return factory;
  }

  static ConfigurationText read(byte[] bytes) {
    Charset encoding = XmlEncoding.of(bytes);
    XmlText text = new XmlText(Spans.decoded(bytes, encoding), encoding);
    text.place(XmlPath.parse("/any"));
    return text;
  }

  @Override
  public byte[] bytes() {
    return text.getBytes(encoding);
  }

  @Override
  public Optional<String> get(String key) {
    XmlPath path = XmlPath.parse(key);
    XmlPlace place = place(path);
    Optional<Element> element = place.found();
    if (path.attribute().isPresent()) {
      return element.flatMap(it -> it.attribute(path.attribute().get()));
    }
    return element.map(it -> it.text(key));
  }

  @Override
  public Optional<String> written(String key) {
    XmlPath path = XmlPath.parse(key);
    return place(path).found().flatMap(it -> span(path, it)).map(it -> it.of(text));
  }

  @Override
  public XmlText with(String key, String value) {
    XmlPath path = XmlPath.parse(key);
    Element element = element(path);
    if (path.attribute().isEmpty()) {
      return withWritten(key, '>' + escaped(value, '>') + "</" + element.name() + '>');
    }
    Optional<XmlTag.Span> present = span(path, element);
    if (present.isEmpty()) {
      return withWritten(key, ' ' + path.attribute().get() + "=\"" + escaped(value, '"') + '"');
    }
    String written = present.get().of(text);
    char quote = written.charAt(written.length() - 1);
    return withWritten(
        key, written.substring(0, written.indexOf(quote) + 1) + escaped(value, quote) + quote);
  }

  @Override
  public XmlText withWritten(String key, String written) {
    XmlPath path = XmlPath.parse(key);
    Element element = element(path);
    XmlTag.Span span = span(path, element).orElseGet(() -> element.tag().afterAttributes());
    return changed(span, written, path);
  }

  @Override
  public XmlText without(String key) {
    XmlPath path = XmlPath.parse(key);
    Optional<Element> element = place(path).found();
    if (element.isEmpty()) {
      return this;
    }
    if (path.attribute().isEmpty()) {
      throw new IllegalArgumentException(
          "the entry "
              + key
              + " is an element; elements are changed, not added and not taken away, attributes"
              + " are");
    }
    return span(path, element.get()).map(it -> changed(it, "", path)).orElse(this);
  }

  private Element element(XmlPath path) {
    XmlPlace place = place(path);
    return place.found().orElseThrow(place::missing);
  }

  /** An attribute with the blanks before it; or what follows the start tag of an element. */
  private static Optional<XmlTag.Span> span(XmlPath path, Element element) {
    return path.attribute().isPresent()
        ? element.tag().attribute(path.attribute().get())
        : Optional.of(element.content(path.key()));
  }

  private XmlText changed(XmlTag.Span span, String written, XmlPath path) {
    XmlText changed =
        new XmlText(Spans.replaced(text, span.start(), span.end(), written), encoding);
    changed.place(path);
    return changed;
  }

  private String escaped(String value, char quote) {
    CharsetEncoder encoder = encoding.newEncoder();
    StringBuilder escaped = new StringBuilder();
    value
        .codePoints()
        .forEach(
            c -> {
              if (c == '&' || c == '<' || c == quote || !encoder.canEncode(Character.toString(c))) {
                escaped.append("&#").append(c).append(';');
              } else {
                escaped.appendCodePoint(c);
              }
            });
    return escaped.toString();
  }

  /** Looks through the whole file, whether it is one, and where an element is. */
  private XmlPlace place(XmlPath path) {
    int mark = Spans.markChars(text);
    XmlPlace place = new XmlPlace(path);
    try {
      XMLStreamReader2 reader =
          (XMLStreamReader2) FILES.createXMLStreamReader(new CharArrayReader(Spans.unmarked(text)));
      while (reader.hasNext()) {
        switch (reader.next()) {
          case XMLStreamConstants.DTD ->
              throw new IllegalArgumentException(
                  "it has a document type (DTD), which is not read; edit it by hand");
          case XMLStreamConstants.ENTITY_REFERENCE -> throw entity(reader.getLocalName());
          case XMLStreamConstants.START_ELEMENT -> place.start(reader, tag(reader, mark));
          case XMLStreamConstants.END_ELEMENT ->
              place.end(mark + (int) reader.getLocationInfo().getEndingCharOffset());
          case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
              place.text(reader.getText());
          default -> place.other();
        }
      }
      return place;
    } catch (XMLStreamException e) {
      throw new IllegalArgumentException(
          "it is no sound XML file: " + e.getMessage().lines().findFirst().orElse(""), e);
    }
  }

  private XmlTag tag(XMLStreamReader2 reader, int mark) throws XMLStreamException {
    XmlTag tag =
        new XmlTag(
            text,
            mark + (int) reader.getLocationInfo().getStartingCharOffset(),
            mark + (int) reader.getLocationInfo().getEndingCharOffset());
    // In attributes the parser lets them pass as nothing.
    Matcher entity = ENTITY.matcher(text).region(tag.start(), tag.end());
    if (entity.find()) {
      throw entity(entity.group(1));
    }
    return tag;
  }

  private static IllegalArgumentException entity(String name) {
    return new IllegalArgumentException(
        "it refers to an entity, &" + name + ";, which is not read");
  }
}
