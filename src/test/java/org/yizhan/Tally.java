package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/**
 * Counts the cases of each {@link Row} while they are tried, and prints them by test class in a line such as
 * {@code S2 tried=13 held=13 by SignedPushIT: aClockMayBeFiveMinutesOff=2 …}; the tests named behind are those of several
 * cases. A case that failed was tried; one that was skipped was not.
 */
final class Tally implements InvocationInterceptor, ParameterResolver {

    private static final Namespace OURS = Namespace.create(Tally.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == Cases.class;
    }

    @Override
    public Cases resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return test.getStore(OURS).computeIfAbsent(Cases.class);
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext test)
            throws Throwable {
        count(invocation, test);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext test)
            throws Throwable {
        count(invocation, test);
    }

    private static void count(Invocation<Void> invocation, ExtensionContext test) throws Throwable {
        Cases own = test.getStore(OURS).get(Cases.class, Cases.class);
        boolean isSkipped = false;
        boolean isRight = false;
        try {
            invocation.proceed();
            assertThat(own == null || own.count() > 0).as("a case was tried").isTrue();
            isRight = true;
        } catch (TestAbortedException skipped) {
            isSkipped = true;
            throw skipped;
        } finally {
            int held = own != null ? own.count() : isRight ? 1 : 0;
            int wrong = isRight || isSkipped ? 0 : 1;
            for (String row : rows(test)) {
                table(test).of(row).add(test.getRequiredTestMethod().getName(), held, held + wrong);
            }
        }
    }

    private static String[] rows(ExtensionContext test) {
        Row own = test.getRequiredTestMethod().getAnnotation(Row.class);
        return own != null
                ? own.value()
                : test.getRequiredTestClass().getAnnotation(Row.class).value();
    }

    /** The class's; printed when its store is closed, whether the rows stand on it or on its tests. */
    private static Table table(ExtensionContext test) {
        ExtensionContext ofClass = test;
        while (ofClass.getTestMethod().isPresent()) {
            ofClass = ofClass.getParent().orElseThrow();
        }
        String name = test.getRequiredTestClass().getSimpleName();
        return ofClass.getStore(OURS).computeIfAbsent(Table.class, none -> new Table(name), Table.class);
    }

    /** A test class and its rows. */
    private record Table(String tests, Map<String, Count> rows) implements AutoCloseable {

        Table(String tests) {
            this(tests, Collections.synchronizedMap(new TreeMap<>()));
        }

        Count of(String row) {
            return rows.computeIfAbsent(row, none -> new Count());
        }

        @Override
        public void close() {
            rows.forEach((row, count) -> System.out.println(row + " " + count + " by " + tests + count.parts()));
            System.out.flush();
        }
    }

    /** What was tried of a row. */
    private static final class Count {

        private final Map<String, Integer> parts = new LinkedHashMap<>();
        private int tried;
        private int held;

        synchronized void add(String test, int held, int tried) {
            parts.merge(test, tried, Integer::sum);
            this.held += held;
            this.tried += tried;
        }

        synchronized String parts() {
            String several = parts.entrySet().stream()
                    .filter(part -> part.getValue() > 1)
                    .map(part -> " " + part.getKey() + "=" + part.getValue())
                    .collect(Collectors.joining());
            return several.isEmpty() ? "" : ":" + several;
        }

        @Override
        public synchronized String toString() {
            return "tried=" + tried + " held=" + held;
        }
    }
}
