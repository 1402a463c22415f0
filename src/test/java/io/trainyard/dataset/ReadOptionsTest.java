package io.trainyard.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.rest.AlsoTakes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** An option of reading is known to the query, to what is stored, and to the contract. */
class ReadOptionsTest {

  /** Each option as a query may have it, none as it is when nothing is said. */
  private static final Map<String, List<String>> ALL = new LinkedHashMap<>();

  static {
    ALL.put("sep", List.of(";"));
    ALL.put("decimal", List.of(","));
    ALL.put("thousands", List.of("."));
    ALL.put("encoding", List.of("latin-1"));
    ALL.put("header", List.of("3"));
    ALL.put("names", List.of("a", "b"));
    ALL.put("skiprows", List.of("1", "4"));
    ALL.put("skipinitialspace", List.of("true"));
    ALL.put("comment", List.of("#"));
    ALL.put("na_values", List.of("?"));
    ALL.put("keep_default_na", List.of("false"));
    ALL.put("true_values", List.of("yes"));
    ALL.put("false_values", List.of("no"));
    ALL.put("dtype", List.of("a:int"));
    ALL.put("parse_dates", List.of("b"));
    ALL.put("dayfirst", List.of("true"));
  }

  @Test
  void everyOptionThatIsTakenIsReadAndStored() {
    AlsoTakes taken = TakesReadOptions.class.getAnnotation(AlsoTakes.class);
    Set<String> names = new TreeSet<>(List.of(taken.once()));
    names.addAll(List.of(taken.repeated()));
    assertThat(new TreeSet<>(ALL.keySet())).isEqualTo(names);
    ReadOptions read = ReadOptionsReader.read(ALL);
    assertThat(new TreeSet<>(read.toTree().keySet())).isEqualTo(names);
    assertThat(ReadOptionsReader.read(read.toTree())).isEqualTo(read);
    assertThat(ReadOptions.NONE.toTree()).isEmpty();
  }

  @Test
  void everyOptionIsInTheContract() throws Exception {
    String contract = Files.readString(Path.of("openapi.yaml"));
    String form = contract.substring(contract.indexOf("    DataSetForm:"));
    form = form.substring(0, form.indexOf("    DataSetRequest:"));
    for (String name : ALL.keySet()) {
      assertThat(contract).containsPattern("      name: " + name + "\n      in: query\n");
      assertThat(form).contains("\n        " + name + ": ");
    }
  }
}
