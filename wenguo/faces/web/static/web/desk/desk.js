// The desk goes on by itself. Nothing moves under the pointer: while it (or the focus) is within a part, that part
// waits; rows only have their words changed in place, and a button says how many changes wait.
(() => {
  "use strict";
  const EVERY = 20_000;
  const desk = document.getElementById("desk");
  if (!desk) return;
  const wenguo = window.wenguo;
  let mark = desk.dataset.tag;
  let waiting = null; // the newest content not yet shown in full
  let asking = false;

  const isHeld = (part) => part.matches(":hover") || part.contains(document.activeElement);
  const rowsOf = (part) => [...part.querySelectorAll("[data-rows] > li")];
  const current = () => document.querySelector('[data-rows] > li[aria-current="true"]');

  // rows that are there stay where they are and say what is true now; returns how many came, went or moved
  const changeInPlace = (old, fresh) => {
    const now = rowsOf(old);
    const coming = new Map(rowsOf(fresh).map((row) => [row.id, row]));
    let changes = 0;
    for (const row of now) {
      const next = coming.get(row.id);
      if (!next) { changes += 1; row.classList.add("gone"); continue; }
      row.classList.remove("gone");
      if (next.dataset.length !== row.dataset.length) changes += 1;
      const from = row.querySelector(".lead"), to = next.querySelector(".lead");
      if (!from || !to || from.textContent === to.textContent) continue;
      from.className = to.className;
      // only words are changed, so that the link under the pointer or the focus stays the same link
      for (const part of ["span", "b"]) {
        const said = from.querySelector(`a > ${part}`), says = to.querySelector(`a > ${part}`);
        if (said && says) said.textContent = says.textContent;
      }
    }
    const here = new Set(now.map((row) => row.id));
    for (const id of coming.keys()) if (!here.has(id)) changes += 1;
    const order = now.map((row) => row.id).filter((id) => coming.has(id)).join();
    const wanted = [...coming.keys()].filter((id) => here.has(id)).join();
    return changes || (order === wanted ? 0 : 1);
  };

  const say = (changes) => {
    const place = document.getElementById("changes");
    const words = desk.dataset.changes.replace("{n}", changes);
    const button = place.querySelector("button");
    if (!changes) { place.replaceChildren(); return; }
    if (button) { if (button.textContent !== words) button.textContent = words; return; }
    const made = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-small", textContent: words });
    made.addEventListener("click", () => showAll());
    place.append(made);
  };

  const put = (part, fresh) => {
    const kept = part.contains(document.activeElement) ? document.activeElement.closest("li[id]") : null;
    const marked = part.id === "rows" ? current() : null;
    const place = rowsOf(part).indexOf(marked); // where its row is gone, the walk goes on from its place
    part.replaceWith(fresh);
    const again = document.getElementById((kept || marked || {}).id || "") || (marked ? rowsOf(fresh)[Math.min(place, rowsOf(fresh).length - 1)] : null);
    if (again && marked) again.setAttribute("aria-current", "true");
    if (again && kept) (again.querySelector("a.whole, a") || again).focus({ preventScroll: true });
  };

  const show = (all = false) => {
    if (!waiting) return;
    let left = 0;
    for (const fresh of [...waiting.querySelectorAll("[data-region]")]) {
      const part = document.getElementById(fresh.id);
      if (!part || part.isEqualNode(fresh)) { fresh.remove(); continue; }
      if (all || !isHeld(part)) { put(part, fresh); if (fresh.id === "rows") say(0); continue; }
      left += 1;
      if (fresh.id === "rows") say(changeInPlace(part, fresh));
    }
    if (!left) waiting = null;
  };
  const showAll = () => {
    if (document.activeElement && document.getElementById("changes").contains(document.activeElement)) document.activeElement.blur();
    show(true);
  };

  const ask = async () => {
    if (asking || document.hidden || !navigator.onLine) return;
    asking = true;
    try {
      const answer = await fetch(desk.dataset.live, { headers: { "If-None-Match": mark, "HX-Request": "true" }, cache: "no-store" });
      if (answer.redirected || answer.status === 403) { clearInterval(turning); wenguo.tell(desk.dataset.away, null, 0); return; }
      if (answer.status !== 200) return;
      mark = answer.headers.get("ETag") || mark;
      waiting = new DOMParser().parseFromString(await answer.text(), "text/html").body;
      show();
    } catch { /* no network: the next turn asks again */ } finally { asking = false; }
  };
  const turning = setInterval(ask, EVERY);
  desk.addEventListener("pointerleave", () => show());
  desk.addEventListener("pointerout", () => { if (waiting) setTimeout(show, 0); });
  desk.addEventListener("focusout", () => { if (waiting) setTimeout(show, 0); });
  document.addEventListener("visibilitychange", ask);
  document.addEventListener("wenguo:grumbled", ask);
  wenguo.key("u", () => { if (!waiting) return false; showAll(); return true; });

  for (const form of document.querySelectorAll("form[data-submits]")) {
    form.addEventListener("change", () => form.requestSubmit());
  }
})();
