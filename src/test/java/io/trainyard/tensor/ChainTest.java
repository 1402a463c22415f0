package io.trainyard.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A chain gives the bits that its operations give one by one. */
class ChainTest {

  private final Generator generator = new Generator(3);

  private final Tensor single = Tensor.scalar(0.9f);

  private final List<UnaryOperator<Tensor>> formulas =
      List.of(
          x -> x.add(x.mul(x)).sub(single),
          x -> x.div(x.square().add(1)).neg(),
          x -> x.abs().sqrt().reciprocal(),
          x -> x.relu().maximum(x.mul(-0.5)).minimum(single),
          x -> x.clamp(-0.5, 0.25).sign(),
          x -> x.lerp(x.mul(3), single).lerp(x, Tensor.scalar(0.1f)),
          x -> x.addcmul(x, x.add(2), single).addcdiv(x, x.abs().add(1), single),
          x -> x.mul(2).tanh().mul(x).exp().sub(x),
          x -> x.gt(single).mul(x).add(1));

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 16, 100, 511, 512, 513, 5000, 70_000})
  void everyFormulaGivesItsBits(int size) {
    Tensor x = Tensor.normal(Shape.of(size), generator);
    for (UnaryOperator<Tensor> formula : formulas) {
      float[] alone = formula.apply(x).toArray();
      assertThat(chained(formula, x)).isEqualTo(alone);
    }
  }

  /** A value that is made twice, replaced, and read in between. */
  @ParameterizedTest
  @ValueSource(ints = {1, 100, 70_000})
  void whatAStepAssignsIsItsBits(int size) {
    Tensor start = Tensor.normal(Shape.of(size), generator);
    Tensor plain = Tensor.of(start.shape(), start.toArray());
    Tensor state = Tensor.of(start.shape(), start.toArray());
    step(plain);
    step(plain);
    run(() -> step(state));
    assertThat(state.toArray()).isEqualTo(plain.toArray());
  }

  private Tensor step(Tensor state) {
    state.assign(state.mul(0.5).add(single));
    Tensor seen = state.mul(state);
    state.assign(state.sub(seen.mul(0.1)));
    return state.sum();
  }

  @Test
  void formsAreSharedUntilOthersCome() {
    var chains = new Chains(0, 0);
    Chain.Form first = form(0);
    Chain made = chains.of(first).chain(1);
    assertThat(made).isNotNull();
    assertThat(chains.of(form(0)).chain(1)).isSameAs(made);
    for (int i = 1; i < 2000; i++) {
      assertThat(chains.of(form(i)).chain(0)).isNotNull();
    }
    assertThat(chains.of(form(0)).chain(1)).isNotSameAs(made);
  }

  private static Chain.Form form(int number) {
    var link = new Chain.Link(Binary.Add.class, List.of(number, number), number, true);
    return new Chain.Form(List.of(link), List.of());
  }

  @Test
  void littleWorkIsNotWorthAChain() {
    Chains.Candidate candidate = new Chains(100, 2).of(form(0));
    assertThat(candidate.chain(50)).isNull();
    assertThat(candidate.chain(48)).isNull();
    assertThat(candidate.chain(1)).isNull();
    assertThat(candidate.chain(2)).isNotNull();
  }

  private static float[] chained(UnaryOperator<Tensor> formula, Tensor x) {
    return run(() -> formula.apply(x)).toArray();
  }

  /** Runs something recorded twice, with chains from the first time on. */
  private static Tensor run(Supplier<Tensor> work) {
    try (var cores = new Cores(2, new Chains(0, 0))) {
      return cores.share(() -> {
        Program program = Program.record(work);
        program.run();
        program.run();
        return program.output();
      });
    }
  }
}
