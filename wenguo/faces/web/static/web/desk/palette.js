// The palette: a field and what can be chosen for it (ARIA combobox). What there is to choose, the server says.
(() => {
  "use strict";
  const wenguo = window.wenguo;
  const sheet = document.getElementById("palette");
  if (!sheet || !wenguo) return;
  const field = sheet.querySelector("input[name=q]");
  const list = document.getElementById("palette-list");
  const on = sheet.querySelector("input[name=on]");
  const PAUSE = 120;
  let timer = 0, turn = 0, at = -1;

  const options = () => [...list.querySelectorAll("[role=option][data-href]")];
  const choose = (next) => {
    const all = options();
    at = all.length ? (next + all.length) % all.length : -1;
    all.forEach((one, index) => one.setAttribute("aria-selected", index === at ? "true" : "false"));
    if (at < 0) { field.removeAttribute("aria-activedescendant"); return; }
    field.setAttribute("aria-activedescendant", all[at].id);
    all[at].scrollIntoView({ block: "nearest" });
  };
  const go = (option) => { if (option) { sheet.close(); location.href = option.dataset.href; } };

  const ask = async () => {
    const mine = (turn += 1);
    const asked = new URLSearchParams({ q: field.value, on: on.value });
    try {
      const answer = await fetch(`${field.form.action}?${asked}`, { headers: { "HX-Request": "true" } });
      if (answer.redirected) { location.reload(); return; }
      const text = await answer.text();
      if (mine !== turn || !answer.ok) return; // a later key was quicker
      list.replaceChildren(...new DOMParser().parseFromString(text, "text/html").body.childNodes);
      choose(0);
    } catch { /* no network: what stands there stays */ }
  };

  const open = () => {
    const page = location.pathname.match(/^\/desk\/([^/]+)\//);
    on.value = page ? decodeURIComponent(page[1]) : "";
    field.value = "";
    list.replaceChildren();
    at = -1;
    wenguo.open("palette");
    field.focus();
    ask();
  };

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      if (sheet.open) sheet.close(); else if (!document.querySelector("dialog[open]")) open();
    }
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-palette]")) { event.preventDefault(); open(); }
  });
  field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE); });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move) { event.preventDefault(); choose(at + move); }
  });
  field.form.addEventListener("submit", (event) => {
    const chosen = options()[at];
    if (chosen) { event.preventDefault(); go(chosen); } // else the page of links answers
  });
  list.addEventListener("click", (event) => go(event.target.closest("[role=option][data-href]")));
  list.addEventListener("pointermove", (event) => {
    const option = event.target.closest("[role=option][data-href]");
    if (option && option.getAttribute("aria-selected") !== "true") choose(options().indexOf(option));
  });
  sheet.addEventListener("click", (event) => { if (event.target === sheet) sheet.close(); });
})();
