package io.trainyard.training;

import io.trainyard.signature.Default;
import io.trainyard.signature.Named;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model or a loss as PyTorch text.
 *
 * @param source the text
 * @param class_name which of its classes; the only one when absent
 * @param args the arguments of its {@code __init__}, by name
 */
public record ScriptSpec(
    String source,
    @Nullable @Named("class") String class_name,
    @Default("{}") Map<String, Object> args) {}
