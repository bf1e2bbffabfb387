"use strict";
// Keeps the overview up to date while it can be seen, and draws the day's lines. Everything is there without it.

(() => {
  const live = document.querySelector("[data-live]");
  const now = document.getElementById("now");
  const state = document.getElementById("live-state");
  const button = document.getElementById("live-pause");
  if (!live || !now || !window.EventSource) {
    return;
  }
  const word = state.querySelector("span");
  const running = word.textContent;
  const pause = button.textContent;
  let stream = null;
  let isPaused = false;

  const close = () => {
    if (stream) {
      stream.close();
      stream = null;
    }
  };
  const open = () => {
    if (stream || isPaused || document.hidden) {
      return;
    }
    stream = new EventSource(live.dataset.live);
    stream.addEventListener("now", (event) => {
      word.textContent = running;
      // a link that has the keyboard's focus must keep it
      const focused = now.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
      now.innerHTML = event.data;
      if (focused) {
        [...now.querySelectorAll("a")].find((link) => link.getAttribute("href") === focused)?.focus();
      }
    });
    stream.addEventListener("error", () => {
      word.textContent = live.dataset.lost;
      if (stream && stream.readyState === EventSource.CLOSED) {
        close();
        setTimeout(open, 10000);
      }
    });
  };
  button.addEventListener("click", () => {
    isPaused = !isPaused;
    button.textContent = isPaused ? live.dataset.resume : pause;
    word.textContent = isPaused ? live.dataset.paused : running;
    if (isPaused) {
      close();
    } else {
      open();
    }
  });
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  state.hidden = false;
  open();
})();

(() => {
  const board = document.getElementById("sparks");
  if (!board || !window.uPlot) {
    return;
  }
  const drawn = new Map();
  const boxes = new Map();
  const names = Object.fromEntries(board.dataset.names.split(";").map((pair) => pair.split("=")));
  const ink = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  // all boxes stand before the first line is drawn: how wide one is hangs on how many there are
  const room = (stage) => {
    if (boxes.has(stage.stage)) {
      return;
    }
    const box = document.createElement("div");
    box.className = "spark";
    const title = document.createElement("b");
    title.textContent = names[stage.stage] || stage.stage;
    const shown = document.createElement("output");
    box.append(title, shown);
    board.append(box);
    boxes.set(stage.stage, box);
  };

  const draw = (stage, begin, seconds) => {
    const times = stage.sent.map((_, i) => begin + i * seconds);
    const data = [times, stage.sent, stage.lag];
    const before = drawn.get(stage.stage);
    if (before) {
      before.setData(data);
      return;
    }
    const box = boxes.get(stage.stage);
    const shown = box.querySelector("output");
    const plot = new uPlot(
      {
        width: Math.max(120, box.clientWidth - 20),
        height: 64,
        legend: { show: false },
        axes: [{ show: false }, { show: false }, { show: false, scale: "lag", side: 1 }],
        scales: { x: { time: true }, y: { range: (_, least, most) => [0, Math.max(1, most)] }, lag: { range: (_, least, most) => [0, Math.max(1, most)] } },
        series: [
          {},
          { stroke: ink("--link"), width: 1.5, fill: ink("--link") + "22" },
          { stroke: ink("--bad"), width: 1, scale: "lag" },
        ],
        hooks: {
          setCursor: [
            (chart) => {
              const i = chart.cursor.idx;
              shown.textContent =
                i == null
                  ? ""
                  : new Date(times[i] * 1000).toTimeString().slice(0, 5) + " · " + stage.sent[i] + (stage.lag[i] ? " · " + board.dataset.lag + " " + stage.lag[i] : "");
            },
          ],
        },
      },
      data,
      box,
    );
    drawn.set(stage.stage, plot);
  };

  const load = async () => {
    if (document.hidden) {
      return;
    }
    const answer = await fetch(board.dataset.pulse, { headers: { Accept: "application/json", "Yizhan-By-Itself": "true" } });
    if (!answer.ok) {
      return;
    }
    const day = await answer.json();
    const order = ["ingest", "normalize", "deduplicate", "tag", "publish"];
    const stages = day.stages
      .filter((stage) => order.includes(stage.stage))
      .sort((one, other) => order.indexOf(one.stage) - order.indexOf(other.stage));
    stages.forEach(room);
    stages.forEach((stage) => draw(stage, Date.parse(day.begin) / 1000, day.seconds));
  };
  addEventListener("resize", () =>
    drawn.forEach((plot, stage) => plot.setSize({ width: Math.max(120, boxes.get(stage).clientWidth - 20), height: 64 })),
  );
  load();
  setInterval(load, 60000);
})();
