package org.contentmover.ccm.web.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.el.ELContext;
import jakarta.el.ELResolver;
import jakarta.el.FunctionMapper;
import jakarta.el.PropertyNotWritableException;
import jakarta.el.VariableMapper;
import org.junit.jupiter.api.Test;

class RecordResolverTest {
  private final RecordResolver resolver = new RecordResolver();
  private final ELContext context = new Context();

  @Test
  void shouldReadTheComponentsOfARecord() {
    assertEquals(3, resolver.getValue(context, new FarmCounts(3, 2, 1, 0, 0), "all"));
    assertTrue(context.isPropertyResolved());
    assertTrue(resolver.isReadOnly(context, new FarmCounts(3, 2, 1, 0, 0), "all"));
  }

  @Test
  void shouldLeaveOtherPropertiesToOthers() {
    TimelineStep step = new TimelineStep("Plan", TimelineStep.State.OPEN);

    assertNull(resolver.getValue(context, step, "style"));
    assertNull(resolver.getValue(context, "a text", "name"));
    assertNull(resolver.getValue(context, null, "name"));
    assertFalse(context.isPropertyResolved());
  }

  @Test
  void shouldNotWrite() {
    assertThrows(
        PropertyNotWritableException.class,
        () -> resolver.setValue(context, new FarmCounts(3, 2, 1, 0, 0), "all", 4));
  }

  private static final class Context extends ELContext {
    @Override
    public ELResolver getELResolver() {
      return null;
    }

    @Override
    public FunctionMapper getFunctionMapper() {
      return null;
    }

    @Override
    public VariableMapper getVariableMapper() {
      return null;
    }
  }
}
