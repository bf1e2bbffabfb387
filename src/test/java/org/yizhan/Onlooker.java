package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Watches a browser's tab for whatever a hostile text could bring about. */
final class Onlooker {

    /** What stands in the document that would run, load or lead where it must not, by its opening tag. */
    private static final String SCAN = """
            () => {
              const bad = [], loads = ['href', 'src', 'action', 'formaction', 'data', 'poster', 'srcdoc', 'background', 'ping'];
              const own = address => { try { return new URL(address).origin === location.origin; } catch { return false; } };
              const html = !/xml/.test(document.contentType);
              for (const e of document.querySelectorAll('*')) {
                const tag = e.cloneNode(false).outerHTML || e.nodeName;
                const foreign = ['http://www.w3.org/1999/xhtml', 'http://www.w3.org/2000/svg',
                    'http://www.w3.org/1998/Math/MathML'].includes(e.namespaceURI);
                const about = e.closest('subtitle[type=xhtml]') && [...e.attributes].every(a => a.name === 'xmlns'
                    || e.localName === 'a' && a.name === 'href' && own(a.value)) && ['div', 'a'].includes(e.localName);
                if (!html) { if (foreign && !about) bad.push(tag); continue; }
                const name = e.localName.toLowerCase();
                if (['iframe', 'frame', 'frameset', 'object', 'embed', 'applet', 'base', 'math', 'template', 'noscript',
                    'style', 'marquee', 'video', 'audio', 'portal', 'foreignobject', 'animate', 'set', 'use', 'isindex']
                    .includes(name)) bad.push(tag);
                if (name === 'script' && !(own(e.src) && new URL(e.src).pathname.startsWith('/static/')
                    && !e.textContent.trim())) bad.push(tag);
                if (name === 'meta' && e.httpEquiv) bad.push(tag);
                if (name === 'link' && e.relList.contains('stylesheet') && !own(e.href)) bad.push(tag);
                if (name === 'form' && !own(e.action)) bad.push(tag);
                for (const a of e.attributes) {
                  const value = a.value.replace(/[\\u0000-\\u0020\\u00ad\\u200b-\\u200f\\u2028\\u2029\\ufeff]/g, '').toLowerCase();
                  if (/^on/i.test(a.name)) bad.push(tag);
                  if (a.name === 'style' && /url|expression|binding|import|javascript|position/.test(value)) bad.push(tag);
                  if (loads.includes(a.localName) && (/^(javascript|vbscript|livescript|feed:javascript|view-source|blob|file):?/
                      .test(value) || /^data:/.test(value) && !(name === 'img' && /^data:image\\//.test(value)))) bad.push(tag);
                }
              }
              return bad;
            }
            """;

    private final Page page;
    private final String own;
    private final List<String> dialogs = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private final List<String> foreign = new ArrayList<>();

    /** @param own the address of the program; all others are foreign */
    Onlooker(Page page, URI own) {
        this.page = page;
        this.own = own.getScheme() + "://" + own.getAuthority() + "/";
        page.onDialog(dialog -> {
            dialogs.add(dialog.message());
            dialog.dismiss();
        });
        page.onPopup(popup -> dialogs.add("window " + popup.url()));
        page.onPageError(errors::add);
        page.onConsoleMessage(this::said);
        page.onRequest(this::asked);
    }

    /** That something can't be loaded, such as a page that isn't there, is no script's error. */
    private void said(ConsoleMessage message) {
        if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
            errors.add(message.text());
        }
    }

    /** Images may come from anywhere; the policy of our pages says so. */
    private void asked(Request request) {
        if (!request.url().startsWith(own)
                && !request.resourceType().equals("image")
                && !request.url().startsWith("about:")) {
            foreign.add(request.resourceType() + " " + request.url());
        }
    }

    List<String> dialogs() {
        return dialogs;
    }

    List<String> errors() {
        return errors;
    }

    List<String> foreign() {
        return foreign;
    }

    @SuppressWarnings("unchecked")
    List<String> scan() {
        return (List<String>) page.evaluate(SCAN);
    }

    /** Fails where the document that is shown, or any since the last look, did or holds what it must not. */
    void assertNothingHappened(String where) {
        assertThat(scan()).as("elements at " + where).isEmpty();
        assertThat(dialogs).as("dialogs at " + where).isEmpty();
        assertThat(errors).as("errors at " + where).isEmpty();
        assertThat(foreign).as("foreign requests at " + where).isEmpty();
    }
}
