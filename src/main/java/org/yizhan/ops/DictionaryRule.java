package org.yizhan.ops;

import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.yizhan.ops.Trouble.Kind;
import org.yizhan.tag.DictionaryState;

/** Says which dictionaries are not in force as they stand in the folder. Safe for concurrent use. */
public record DictionaryRule(Supplier<DictionaryState> state) implements Rule {

    @Override
    public Look look() {
        return Look.of(state.get().files().stream()
                .filter(file -> !file.error().isEmpty())
                .map(DictionaryRule::trouble)
                .toList());
    }

    @Override
    public Map<Kind, Set<String>> subjects() {
        return Map.of(
                Kind.DICTIONARY,
                state.get().files().stream().map(DictionaryState.File::file).collect(Collectors.toSet()));
    }

    private static Trouble trouble(DictionaryState.File file) {
        String error = Shown.line(file.error(), 300);
        return Trouble.warning(
                Kind.DICTIONARY,
                file.file(),
                "词典文件未生效，仍用之前的：%s".formatted(Chinese.sentence(error).orElse(error)),
                "a dictionary is refused, what was in force stays: %s".formatted(error));
    }
}
