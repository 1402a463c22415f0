package io.trainyard.tensor;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Several formulas in one loop: an element goes through all of them in registers, in the order and
 * with the rounding that they have one by one. The loop is a class made at run time.
 */
interface Chain {

  /**
   * Carries the operations out on the elements of a range.
   *
   * @param operations the chain's, in order
   * @param operands an array for each number that the chain's links have; those of values that stay
   *     in registers are not looked at
   */
  void run(Elementwise[] operations, float[][] operands, int from, int to);

  /**
   * One operation of a chain.
   *
   * @param inputs the numbers of its operands
   * @param output the number of what it makes
   * @param isStored whether others read that
   */
  record Link(
      Class<? extends Elementwise> operation, List<Integer> inputs, int output, boolean isStored) {}

  /**
   * What a chain does, without the numbers that it does it with: all that are equal share a class.
   *
   * @param singles the operands that are one value for all elements
   */
  record Form(List<Link> links, List<Integer> singles) {

    private static final ClassDesc CHAIN = ClassDesc.of(Chain.class.getName());
    private static final ClassDesc OPERATIONS =
        ClassDesc.of(Elementwise.class.getName()).arrayType();
    private static final ClassDesc ARRAY = ConstantDescs.CD_float.arrayType();

    /**
     * Makes the class.
     *
     * @throws IllegalStateException when this Java makes none
     */
    Chain make() {
      byte[] bytes =
          ClassFile.of()
              .build(
                  ClassDesc.of(Chain.class.getPackageName(), "MadeChain"),
                  made ->
                      made.withInterfaceSymbols(CHAIN)
                          .withMethodBody(
                              ConstantDescs.INIT_NAME,
                              ConstantDescs.MTD_void,
                              0,
                              code ->
                                  code.aload(0)
                                      .invokespecial(
                                          ConstantDescs.CD_Object,
                                          ConstantDescs.INIT_NAME,
                                          ConstantDescs.MTD_void)
                                      .return_())
                          .withMethodBody(
                              "run",
                              MethodTypeDesc.of(
                                  ConstantDescs.CD_void,
                                  OPERATIONS,
                                  ARRAY.arrayType(),
                                  ConstantDescs.CD_int,
                                  ConstantDescs.CD_int),
                              ClassFile.ACC_PUBLIC,
                              code -> new Loop(this, code).write()));
      try {
        MethodHandles.Lookup made = MethodHandles.lookup().defineHiddenClass(bytes, true);
        return (Chain) made.lookupClass().getDeclaredConstructor().newInstance();
      } catch (ReflectiveOperationException | LinkageError e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Writes the loop of a form. */
  final class Loop {

    private final Form form;
    private final CodeBuilder code;

    /** Where the array of each operand is, and its value for the element at hand. */
    private final Map<Integer, Integer> arrays = new HashMap<>();

    private final Map<Integer, Integer> values = new HashMap<>();

    private Loop(Form form, CodeBuilder code) {
      this.form = form;
      this.code = code;
    }

    private void write() {
      int[] operations = IntStream.range(0, form.links.size()).map(this::operation).toArray();
      form.singles.forEach(this::single);
      int at = code.parameterSlot(2);
      Label next = code.newLabel();
      Label end = code.newLabel();
      Set<Integer> made = new HashSet<>();
      for (Link link : form.links) {
        link.inputs.stream().filter(input -> !made.contains(input)).forEach(this::array);
        if (link.isStored) {
          array(link.output);
        }
        made.add(link.output);
      }
      code.labelBinding(next).iload(at).iload(code.parameterSlot(3)).if_icmpge(end);
      for (int i = 0; i < operations.length; i++) {
        link(form.links.get(i), operations[i], at);
      }
      code.iinc(at, 1).goto_(next).labelBinding(end).return_();
    }

    private int operation(int number) {
      int local = code.allocateLocal(TypeKind.REFERENCE);
      code.aload(code.parameterSlot(0)).loadConstant(number).aaload();
      code.checkcast(described(form.links.get(number))).astore(local);
      return local;
    }

    private static ClassDesc described(Link link) {
      return ClassDesc.of(link.operation.getName());
    }

    private void single(int operand) {
      int local = code.allocateLocal(TypeKind.FLOAT);
      code.aload(code.parameterSlot(1)).loadConstant(operand).aaload();
      code.iconst_0().faload().fstore(local);
      values.put(operand, local);
    }

    private void array(int operand) {
      if (!values.containsKey(operand) && !arrays.containsKey(operand)) {
        int local = code.allocateLocal(TypeKind.REFERENCE);
        code.aload(code.parameterSlot(1)).loadConstant(operand).aaload().astore(local);
        arrays.put(operand, local);
      }
    }

    private void link(Link link, int operation, int at) {
      code.aload(operation);
      for (int input : link.inputs) {
        value(input, at);
      }
      code.invokevirtual(
          described(link),
          "of",
          MethodTypeDesc.of(
              ConstantDescs.CD_float,
              Collections.nCopies(link.inputs.size(), ConstantDescs.CD_float)));
      int made = code.allocateLocal(TypeKind.FLOAT);
      code.fstore(made);
      values.put(link.output, made);
      if (link.isStored) {
        code.aload(local(arrays, link.output)).iload(at).fload(made).fastore();
      }
    }

    private void value(int operand, int at) {
      if (values.containsKey(operand)) {
        code.fload(local(values, operand));
        return;
      }
      int local = code.allocateLocal(TypeKind.FLOAT);
      code.aload(local(arrays, operand)).iload(at).faload().dup().fstore(local);
      values.put(operand, local);
    }

    private static int local(Map<Integer, Integer> locals, int operand) {
      return Objects.requireNonNull(locals.get(operand));
    }
  }
}
