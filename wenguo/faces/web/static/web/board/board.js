// The board: a drawing of what the table says, after everything else is there; ticking all; how far a hand-over has got.
(() => {
  "use strict";
  const token = (name) => {  // a colour of the page as the drawing library can read it, in the light of the moment
    const probe = document.createElement("i");
    probe.style.color = `var(--${name})`;
    document.body.append(probe);
    const found = getComputedStyle(probe).color;
    probe.remove();
    return found;
  };

  const drawing = () => {
    const place = document.getElementById("ahead-drawing");
    if (!place) return;
    const data = JSON.parse(document.getElementById(place.dataset.source).textContent);
    const script = Object.assign(document.createElement("script"), { src: place.dataset.library });
    script.addEventListener("load", () => {
      place.classList.add("ready");
      const chart = window.echarts.init(place, null, { renderer: "canvas" });
      const draw = () => {
        const ink = token("faint");
        const axis = { axisLabel: { color: ink }, axisLine: { lineStyle: { color: token("line") } }, splitLine: { lineStyle: { color: token("line") } } };
        chart.setOption({
          animation: false, textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
          grid: { left: 8, right: 8, top: 34, bottom: 4, containLabel: true },
          legend: { top: 0, left: 0, textStyle: { color: ink } },
          tooltip: { trigger: "axis", renderMode: "richText", backgroundColor: token("card"), borderColor: token("line"), textStyle: { color: token("ink") } },
          xAxis: { type: "category", data: data.days, ...axis },
          yAxis: { type: "value", minInterval: 1, ...axis },
          series: [
            { type: "bar", stack: "due", name: place.dataset.due, data: data.due.map((due, n) => due - (data.late[n] || 0)), itemStyle: { color: token("mark") }, barMaxWidth: 34 },
            ...(data.late.length ? [{ type: "bar", stack: "due", name: place.dataset.late, data: data.late, itemStyle: { color: token("late"), decal: { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [3, 4], rotation: -0.7, color: token("card") } } }] : []),
          ],
        }, true);
      };
      draw();
      new ResizeObserver(() => chart.resize()).observe(place);
      matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
    });
    document.head.append(script);
  };

  const handing = () => {
    const form = document.querySelector("form[data-handing]");
    if (!form) return;
    const boxes = [...form.querySelectorAll("input[name=number]:not(:disabled)")];
    const every = form.querySelector("[data-every]");
    const all = every.querySelector("input");
    const count = form.querySelector("[data-count]");
    const tell = () => {
      const chosen = boxes.filter((box) => box.checked).length;
      count.querySelector("b").textContent = chosen;
      count.hidden = !chosen;
      all.checked = chosen > 0 && chosen === boxes.length;
      all.indeterminate = chosen > 0 && chosen < boxes.length;
    };
    every.hidden = !boxes.length;
    all.addEventListener("change", () => { boxes.forEach((box) => { box.checked = all.checked; }); tell(); });
    form.addEventListener("change", tell);
    tell();
    window.wenguo.key("x", () => {
      const box = document.querySelector("[data-rows] > li[aria-current=true] input[type=checkbox]:not(:disabled)");
      if (box) { box.checked = !box.checked; tell(); }
    });
    form.addEventListener("submit", () => {
      const status = form.querySelector("[data-status]");
      form.querySelector("button.btn-primary").setAttribute("aria-disabled", "true");
      status.textContent = `${form.dataset.words}…`;
      setInterval(async () => {
        const answer = await fetch(form.dataset.progress, { headers: { Accept: "application/json" } }).catch(() => null);
        const got = answer && answer.ok ? await answer.json() : null;
        if (got && got.of) status.textContent = `${form.dataset.words} ${got.done} / ${got.of}`;
      }, 500);
    });
  };

  // what still waits after a hand-over stands in a toast, as long as it waits
  const offers = () => {
    const note = document.querySelector("form[data-offers]");
    if (!note) return;
    note.hidden = true;
    window.wenguo.tell(note.querySelector("[data-words]").textContent.trim(), { label: note.querySelector("button").textContent, act: () => note.requestSubmit() }, 0);
  };

  document.addEventListener("DOMContentLoaded", () => { handing(); offers(); });
  window.addEventListener("load", () => requestAnimationFrame(() => setTimeout(drawing)));
})();
