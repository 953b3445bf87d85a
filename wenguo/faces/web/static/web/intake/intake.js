// The intake writes itself to the server while one types. Files, versions and a missing network need one hand on
// them, so this file speaks to the server itself; what is asked, known and alike comes from there ready made.
(() => {
  "use strict";
  const form = document.getElementById("intake");
  const companion = document.getElementById("companion");
  if (!form || !companion) return;

  const PAUSE = 600, AGAIN = 5000;
  const place = `intake:${form.dataset.key}`;
  let timer = 0, sending = false, dirty = false, stopped = false, leaving = false;

  const state = (text, late) => {
    const line = document.getElementById("state");
    if (line) { line.textContent = text; line.classList.toggle("late", Boolean(late)); }
  };

  // -- what could not reach the server is kept on this computer, and brought back ------------------------------------
  const keep = () => {
    const entries = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !["csrfmiddlewaretoken", "window", "version"].includes(name));
    try { localStorage.setItem(place, JSON.stringify(entries)); } catch { /* a private window keeps nothing */ }
  };
  const forget = () => { try { localStorage.removeItem(place); } catch { /* as above */ } };

  const bringBack = () => {
    let entries = null;
    try { entries = JSON.parse(localStorage.getItem(place) || "null"); } catch { return; }
    if (!entries) return;
    const wishes = entries.filter(([name]) => name === "wish").length;
    while (form.querySelectorAll(".wish").length < wishes) addWish(false);
    const taken = new Map();
    form.querySelectorAll("input[type=checkbox], input[type=radio]").forEach((box) => { box.checked = false; });
    for (const [name, value] of entries) {
      const fields = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)].filter((field) => field.type !== "hidden" && field.tagName !== "BUTTON");
      if (!fields.length) continue;
      if (/^(checkbox|radio)$/.test(fields[0].type)) { const box = fields.find((field) => field.value === value); if (box) box.checked = true; continue; }
      const at = taken.get(name) || 0;
      taken.set(name, at + 1);
      if (fields[at]) fields[at].value = value;
    }
    if (window.wenguo) window.wenguo.tell(form.dataset.restored);
    soon();
  };

  // -- saving ----------------------------------------------------------------------------------------------------------
  const show = (html) => {
    const focused = companion.contains(document.activeElement) ? document.activeElement.id : "";
    const top = companion.scrollTop;
    const open = [...companion.querySelectorAll("details[open]")].map((box) => box.id);
    companion.innerHTML = html;
    open.forEach((id) => { const box = document.getElementById(id); if (box) box.open = true; });
    companion.scrollTop = top;
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  };

  const save = async (more) => {
    clearTimeout(timer);
    if (stopped || leaving) return;
    if (sending) { dirty = true; return; }
    sending = true;
    dirty = false;
    const body = new FormData(form);
    body.delete("do");
    const files = form.elements.evidence.files;
    const chosen = [...files].map((file) => file.name + file.size).join();
    if (!files.length) body.delete("evidence");
    for (const [name, value] of more || []) body.set(name, value);
    try {
      const answer = await fetch(form.dataset.companion, { method: "POST", body, headers: { "HX-Request": "true" } });
      const text = await answer.text();
      if (answer.redirected || answer.status === 403) { keep(); state(form.dataset.signedOut, true); timer = setTimeout(save, AGAIN); }
      else if (answer.status === 409) { stopped = true; document.getElementById("elsewhere").innerHTML = text; }
      else if (!answer.ok) { keep(); state(form.dataset.refused, true); if (answer.status === 422) { form.elements.evidence.value = ""; if (window.wenguo) window.wenguo.tell(new DOMParser().parseFromString(text, "text/html").body.textContent.trim()); } }
      else {
        if (chosen && chosen === [...form.elements.evidence.files].map((file) => file.name + file.size).join()) form.elements.evidence.value = "";
        forget();
        show(text);
      }
    } catch {
      keep();
      state(form.dataset.away, true);
      timer = setTimeout(save, AGAIN);
    } finally {
      sending = false;
      if (dirty) soon();
    }
  };
  const soon = () => { dirty = true; clearTimeout(timer); timer = setTimeout(save, PAUSE); };

  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  window.addEventListener("online", () => save());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && dirty && !leaving && !stopped) save();
  });

  // -- keys and taps -----------------------------------------------------------------------------------------------------
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) { event.preventDefault(); form.requestSubmit(document.getElementById("record")); }
    else if (event.key === "Enter" && event.target.form === form && event.target.tagName === "INPUT" && event.target.type !== "file") event.preventDefault(); // no half record by a slip
  });

  form.addEventListener("submit", (event) => {
    if (leaving) { event.preventDefault(); return; }
    if (event.submitter?.matches("[data-add-wish]")) { event.preventDefault(); addWish(true); return; }
    if (event.submitter?.matches("[data-remove]")) { event.preventDefault(); save([["remove", event.submitter.value]]); return; }
    leaving = true;
    clearTimeout(timer);
    form.setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", () => { leaving = false; form.removeAttribute("aria-busy"); });

  const addWish = (focus) => {
    const rows = form.querySelectorAll(".wish");
    const row = rows[rows.length - 1].cloneNode(true);
    const number = rows.length + 1;
    row.querySelectorAll("[id]").forEach((field) => { field.id = field.id.replace(/\d+$/, number); field.value = ""; field.removeAttribute("aria-invalid"); });
    row.querySelectorAll("label").forEach((label) => { label.htmlFor = label.htmlFor.replace(/\d+$/, number); });
    row.querySelector("label span").textContent = number;
    document.getElementById("wishes").append(row);
    if (focus) row.querySelector("select").focus();
  };

  // -- proposals: accepted into an empty place, or dismissed; a field somebody wrote in is never touched --------------
  const fill = (name, value) => {
    const fields = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
    const box = fields.find((field) => /^(checkbox|radio)$/.test(field.type) && field.value === value);
    const place = box || fields.find((field) => field.tagName === "SELECT" || !field.value);
    if (!place) return;
    if (box) box.checked = true; else place.value = value;
    for (let fold = place.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  };
  const wish = ({ value, amount, words }) => {
    const parts = (row) => [...row.querySelectorAll("select, input")];
    let row = [...form.querySelectorAll(".wish")].find((one) => parts(one).every((part) => !part.value));
    if (!row) { addWish(false); row = [...form.querySelectorAll(".wish")].pop(); }
    [value, amount, words].forEach((text, place) => { parts(row)[place].value = text || ""; });
  };
  const decide = (button) => {
    if (button.dataset.take === "wish") wish(button.dataset);
    else if (button.dataset.take) fill(button.dataset.take, button.dataset.value);
    else {
      const gone = document.createElement("input");
      Object.assign(gone, { type: "hidden", name: "dismissed", value: button.value });
      gone.setAttribute("form", "intake");
      companion.append(gone); // the next answer brings it back as one of those dismissed
    }
    button.closest("li").remove();
    save();
  };
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || !["KeyY", "KeyN"].includes(event.code)) return;
    const button = companion.querySelector(event.code === "KeyY" ? "[data-take]" : "[data-dismiss]");
    if (button) { event.preventDefault(); decide(button); }
  });

  companion.addEventListener("click", (event) => {
    const proposal = event.target.closest("[data-take], [data-dismiss]");
    if (proposal) { event.preventDefault(); decide(proposal); return; }
    const question = event.target.closest("[data-to]");
    const count = event.target.closest("[data-fold]");
    if (question) {
      const field = document.getElementById(question.dataset.to);
      if (!field) return;
      event.preventDefault();
      for (let box = field.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
      companion.removeAttribute("data-unfolded");
      field.focus();
      field.scrollIntoView({ block: "center" });
    } else if (count && getComputedStyle(companion).position === "fixed") {
      event.preventDefault();
      const open = companion.dataset.unfolded === count.id ? "" : count.id;
      if (!open) { companion.removeAttribute("data-unfolded"); return; }
      companion.dataset.unfolded = open;
      document.querySelector(count.getAttribute("href"))?.scrollIntoView({ block: "start" });
    }
  });

  companion.dataset.folds = "";
  bringBack();
  document.getElementById("refused")?.focus();
})();
