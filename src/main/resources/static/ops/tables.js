"use strict";
// What is wider than its place: a box that is cut can be scrolled by keyboard and says so; on narrow screens each row of a
// table becomes a card whose lines carry the headings of their columns, and the menu shows where one is. Everything can be
// read without it, by scrolling.

(() => {
  const FEW = 2;

  // a cell's column, the cells that reach over several before it counted as so many
  const column = (cell) => {
    let at = 0;
    for (let before = cell.previousElementSibling; before; before = before.previousElementSibling) {
      at += before.colSpan;
    }
    return at;
  };

  const label = (table) => {
    const heads = [...table.querySelectorAll("thead th")].map((head) => head.textContent.trim());
    if (heads.length <= FEW || table.querySelector("[rowspan]")) {
      return;
    }
    table.classList.add("stacked");
    // shown as blocks, rows and cells are none any more unless they say so
    table.setAttribute("role", "table");
    table.querySelectorAll("thead, tbody").forEach((group) => group.setAttribute("role", "rowgroup"));
    table.querySelectorAll("tr").forEach((row) => row.setAttribute("role", "row"));
    table.querySelectorAll("thead th").forEach((head) => head.setAttribute("role", "columnheader"));
    table.querySelectorAll("tbody td").forEach((cell) => {
      cell.setAttribute("role", "cell");
      cell.dataset.label = cell.colSpan > 1 ? "" : heads[column(cell)] || "";
      cell.classList.toggle("none", cell.textContent.trim() === "" && !cell.querySelector("input, button, svg"));
    });
  };

  const name = (box) => {
    const caption = box.querySelector("caption");
    let before = box;
    while (!caption && before && !/^H[1-6]$/.test(before.tagName)) {
      before = before.previousElementSibling || before.parentElement;
    }
    return (caption || before || box).textContent.trim().slice(0, 80);
  };

  const measure = (box) => {
    const isWide = box.scrollWidth > box.clientWidth + 1;
    box.classList.toggle("cut", isWide);
    if (isWide || box.scrollHeight > box.clientHeight + 1) {
      box.tabIndex = 0;
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", name(box));
    } else {
      ["tabindex", "role", "aria-label"].forEach((attribute) => box.removeAttribute(attribute));
    }
  };

  const hint = document.body.dataset.wide;
  document.querySelectorAll("main table").forEach(label);
  const boxes = [...document.querySelectorAll("main .wide, main pre")];
  boxes.forEach((box) => box.setAttribute("data-hint", hint));
  const all = () => boxes.forEach(measure);
  all();
  document.querySelector(".top nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  addEventListener("resize", all);
})();
