package org.yizhan.validity;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;

/** Rules for markup that readers will show inside their own pages: nothing runs, nothing is relative. Stateless. */
final class HtmlRules {

    private static final String ACTIVE =
            "script,style,iframe,frame,object,embed,applet,form,input,button,link,meta,base,svg,math";

    private HtmlRules() {}

    static void check(String html, String where, Findings findings) {
        Element body = Jsoup.parseBodyFragment(html).body();
        body.select(ACTIVE).forEach(active -> findings.add(where, "content has <" + active.normalName() + ">"));
        for (Element element : body.getAllElements()) {
            for (Attribute attribute : element.attributes()) {
                attribute(element.normalName(), attribute, where, findings);
            }
        }
    }

    private static void attribute(String element, Attribute attribute, String where, Findings findings) {
        String name = attribute.getKey();
        findings.check(!name.startsWith("on"), where, "content has a handler " + name);
        findings.check(!name.equals("style"), where, "content has a style");
        boolean address = name.equals("href") || name.equals("src") || name.equals("cite") || name.equals("longdesc");
        boolean mail = element.equals("a") && attribute.getValue().startsWith("mailto:");
        findings.check(
                !address || mail || isAbsolute(attribute.getValue()),
                where,
                "content has " + element + " " + name + "=" + attribute.getValue());
    }

    /** Readers' browsers take IRIs; what they may not do is to resolve. */
    private static boolean isAbsolute(String address) {
        return address.matches("(?s)https?://[^/\\s].*");
    }
}
