// What is wrong with a screen as it stands in the browser: a list of sentences, empty where nothing is.
(expected) => {
  const faults = [];
  const shown = (element) => {
    if (!element.checkVisibility()) return false;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    return style.visibility !== "hidden" && box.width > 0 && box.height > 0 && box.right > 0 && box.bottom > 0;
  };
  const said = (element) => `<${element.tagName.toLowerCase()}> ${(element.outerHTML || "").slice(0, 140)}`;
  const named = (element) =>
    [element.getAttribute("aria-label"), element.textContent, element.title, element.alt, element.querySelector("[aria-label]")?.getAttribute("aria-label")]
      .some((text) => text && text.trim() !== "");

  if (document.documentElement.lang !== expected.lang) faults.push(`lang is ${document.documentElement.lang}`);
  if (document.title.trim() === "") faults.push("no title");
  if (document.querySelectorAll("main").length !== 1) faults.push("not one main");

  const ids = new Set();
  document.querySelectorAll("[id]").forEach((element) => {
    if (ids.has(element.id)) faults.push(`id ${element.id} twice`);
    ids.add(element.id);
  });
  document.querySelectorAll("[aria-labelledby], [aria-describedby], label[for]").forEach((element) => {
    const id = element.getAttribute("aria-labelledby") || element.getAttribute("aria-describedby") || element.htmlFor;
    if (!ids.has(id)) faults.push(`${said(element)} names no id`);
  });

  document.querySelectorAll("input:not([type=hidden]), select, textarea").forEach((field) => {
    const labels = [...(field.labels || [])].some((label) => label.textContent.trim() !== "");
    if (!labels && !field.getAttribute("aria-label")) faults.push(`no label: ${said(field)}`);
  });
  document.querySelectorAll("a[href], button, summary").forEach((element) => {
    if (!named(element)) faults.push(`no name: ${said(element)}`);
  });
  document.querySelectorAll("svg[role=img], img, meter, progress").forEach((element) => {
    if (!element.getAttribute("aria-label") && !element.title && !element.alt) faults.push(`no name: ${said(element)}`);
  });
  document.querySelectorAll("th").forEach((head) => {
    if (head.textContent.trim() === "") faults.push(`a column without a heading in ${said(head.closest("tr"))}`);
  });
  document.querySelectorAll("[tabindex]").forEach((element) => {
    if (element.tabIndex > 0) faults.push(`tabindex ${element.tabIndex}: ${said(element)}`);
  });

  let level = 0;
  document.querySelectorAll("h1, h2, h3, h4, h5, h6").forEach((heading) => {
    const next = Number(heading.tagName[1]);
    if (next > level + 1) faults.push(`h${next} follows h${level}: ${heading.textContent.trim().slice(0, 40)}`);
    level = next;
  });
  if (document.querySelectorAll("h1").length !== 1) faults.push(`${document.querySelectorAll("h1").length} h1`);

  const root = document.documentElement;
  if (root.scrollWidth > innerWidth) faults.push(`the page is ${root.scrollWidth} wide on ${innerWidth}`);
  document.querySelectorAll("main td, main th, main button, main input, main select, main textarea, main a, main dd").forEach((element) => {
    const box = element.getBoundingClientRect();
    if (!shown(element) || box.right <= innerWidth + 1) return;
    const scroller = element.closest(".wide, pre");
    if (!scroller || scroller.tabIndex !== 0) faults.push(`out of reach at ${Math.round(box.right)}: ${said(element)}`);
  });

  const rgba = (text) => {
    const parts = text.match(/[\d.]+/g).map(Number);
    return [parts[0], parts[1], parts[2], parts.length > 3 ? parts[3] : 1];
  };
  const over = (top, below) => top.slice(0, 3).map((value, i) => value * top[3] + below[i] * (1 - top[3]));
  const ground = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) layers.push(rgba(getComputedStyle(at).backgroundColor));
    return layers.reverse().reduce((below, layer) => over(layer, below), expected.dark ? [0, 0, 0] : [255, 255, 255]);
  };
  const light = (colour) => {
    const [r, g, b] = colour.map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const pale = new Set();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (texts.currentNode.data.trim() === "" || !shown(element) || element.closest("svg, script, [disabled]")) continue;
    const style = getComputedStyle(element);
    const below = ground(element);
    const one = light(over(rgba(style.color), below));
    const other = light(below);
    const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    const size = parseFloat(style.fontSize);
    const least = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
    if (contrast < least) pale.add(`contrast ${contrast.toFixed(2)}: ${said(element)}`);
  }
  faults.push(...pale);

  document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']").forEach((element) => {
    if (!shown(element) || element.disabled) return;
    element.focus({ preventScroll: true });
    const style = getComputedStyle(element);
    if (document.activeElement !== element) faults.push(`takes no focus: ${said(element)}`);
    else if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) faults.push(`focus can't be seen: ${said(element)}`);
  });

  if (expected.lang === "zh-CN") {
    document.querySelectorAll("main [lang=en]").forEach((element) => faults.push(`English: ${element.textContent.slice(0, 100)}`));
    const main = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    while (main.nextNode()) {
      const element = main.currentNode.parentElement;
      if (element.closest("code, pre, script, textarea, [lang=en]")) continue;
      const words = main.currentNode.data.match(/(?:[A-Za-z][a-z']*[ ,.;:]+){4,}[A-Za-z]+/);
      if (words) faults.push(`English: ${words[0].slice(0, 100)}`);
    }
  }
  return faults;
}
