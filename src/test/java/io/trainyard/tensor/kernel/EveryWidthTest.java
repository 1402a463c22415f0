package io.trainyard.tensor.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The vector kernels give the scalar ones' bits with vectors of every width, also of those that
 * this machine does not have: Java then does for each lane what the vector would.
 */
class EveryWidthTest {

  @ParameterizedTest
  @ValueSource(ints = {128, 256, 512})
  void twinsAgree(int bits) throws Exception {
    Class<?> twins = new Width(bits).loadClass(KernelTwinsTest.class.getName());
    Constructor<?> constructor = twins.getDeclaredConstructor();
    constructor.setAccessible(true);
    for (Method method : twins.getDeclaredMethods()) {
      if (method.isAnnotationPresent(Test.class)) {
        method.setAccessible(true);
        method.invoke(constructor.newInstance());
      }
    }
  }

  /** Loads the kernels and their tests anew, for vectors of so many bits. */
  private static final class Width extends ClassLoader {

    private static final String KERNELS = Kernels.class.getPackageName() + ".";

    private final String species;

    Width(int bits) {
      super(EveryWidthTest.class.getClassLoader());
      species = "SPECIES_" + bits;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        if (!name.startsWith(KERNELS)) {
          return super.loadClass(name, resolve);
        }
        Class<?> known = findLoadedClass(name);
        return known != null ? known : findClass(name);
      }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        ClassFile format = ClassFile.of();
        byte[] changed =
            format.transformClass(
                format.parse(Objects.requireNonNull(in, name).readAllBytes()),
                ClassTransform.transformingMethodBodies(this::change));
        return defineClass(name, changed, 0, changed.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }

    private void change(CodeBuilder code, CodeElement element) {
      if (element instanceof FieldInstruction field
          && field.name().equalsString("SPECIES_PREFERRED")) {
        code.getstatic(field.owner().asSymbol(), species, field.typeSymbol());
      } else {
        code.with(element);
      }
    }
  }
}
