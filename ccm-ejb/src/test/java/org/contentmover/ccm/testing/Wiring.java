package org.contentmover.ccm.testing;

import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceContext;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes one object of each class and sets its injected fields, as the container would. */
final class Wiring {
  private final Map<Class<?>, Object> objects = new HashMap<>();
  private final List<Class<?>> implementations;

  Wiring(List<Class<?>> implementations) {
    this.implementations = new ArrayList<>(implementations);
  }

  void provide(Class<?> type, Object object) {
    objects.put(type, object);
  }

  <T> T get(Class<T> type) {
    Object known = objects.get(type);
    if (known != null) {
      return type.cast(known);
    }
    Class<?> implementation =
        type.isInterface()
            ? implementations.stream()
                .filter(type::isAssignableFrom)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nothing implements " + type))
            : type;
    Object made = objects.get(implementation);
    if (made == null) {
      made = make(implementation);
    }
    objects.put(type, made);
    return type.cast(made);
  }

  private Object make(Class<?> type) {
    try {
      Constructor<?> constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      Object made = constructor.newInstance();
      objects.put(type, made);
      for (Class<?> part = type; part != null; part = part.getSuperclass()) {
        inject(made, part);
      }
      return made;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make " + type, e);
    }
  }

  private void inject(Object made, Class<?> part) throws ReflectiveOperationException {
    for (Field field : part.getDeclaredFields()) {
      boolean injected =
          field.isAnnotationPresent(Inject.class)
              || field.isAnnotationPresent(EJB.class)
              || field.isAnnotationPresent(PersistenceContext.class);
      if (injected && !Modifier.isStatic(field.getModifiers())) {
        field.setAccessible(true);
        field.set(made, get(field.getType()));
      }
    }
  }
}
