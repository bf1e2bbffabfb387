package org.yizhan;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A real browser, the machine's own or else the one that Playwright brings, without a window and without a network beyond
 * this machine. All test classes share one, which stops after the last. Not for sharing between threads.
 */
public final class Chromium implements AutoCloseable {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium() {
        Optional<Path> installed = installed();
        Map<String, String> environment = new HashMap<>(System.getenv());
        installed.ifPresent(path -> environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"));
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        var options = new BrowserType.LaunchOptions()
                .setArgs(List.of(
                        "--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"));
        installed.ifPresent(options::setExecutablePath);
        browser = playwright.chromium().launch(options);
    }

    /** Gives the shared one to whoever has a parameter of its type. */
    public static final class Shared implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
            return parameter.getParameter().getType() == Chromium.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
            return test.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .computeIfAbsent(Chromium.class, type -> new Chromium(), Chromium.class);
        }
    }

    private static Optional<Path> installed() {
        List<Path> folders = Stream.of(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .map(Path::of)
                .toList();
        return NAMES.stream()
                .flatMap(name -> folders.stream().map(folder -> folder.resolve(name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** A visitor with a profile of his own; to be closed. */
    public BrowserContext visitor(Browser.NewContextOptions options) {
        BrowserContext visitor = browser.newContext(options);
        visitor.setDefaultTimeout(20_000);
        return visitor;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
