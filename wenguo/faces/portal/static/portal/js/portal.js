// Makes the door quicker; everything works without it. Drafts stay on this device and are cleared once sent.
(() => {
  "use strict";
  document.documentElement.dataset.js = "";
  const DRAFT = "wenguo.draft.";

  const store = {
    read(name) { try { return JSON.parse(localStorage.getItem(DRAFT + name)); } catch { return null; } },
    write(name, value) { try { localStorage.setItem(DRAFT + name, JSON.stringify(value)); } catch { /* full, or forbidden: the browser's own memory must do */ } },
    clear(name) { try { localStorage.removeItem(DRAFT + name); } catch { /* nothing was kept */ } },
  };

  // -- drafts -----------------------------------------------------------------------------------------------------
  const gone = document.querySelector("[data-sent]");
  if (gone) store.clear(gone.dataset.sent);

  const typed = (form) => {
    const found = {};
    for (const one of form.elements) {
      if (!one.name || one.type === "file" || one.name === "csrfmiddlewaretoken" || one.name === "website" || one.tagName === "BUTTON") continue;
      if (one.type === "checkbox" || one.type === "radio") { if (one.checked) (found[one.name] ||= []).push(one.value); }
      else if (one.name === "held") (found.held ||= []).push([one.value, one.dataset.name || "", one.dataset.size || ""]);
      else if (one.value) found[one.name] = one.value;
    }
    return found;
  };

  const draft = (form) => {
    const name = form.dataset.draft;
    const note = form.querySelector("[data-draft-note]");
    const say = (text, clear) => {
      note.textContent = text;
      if (clear) {
        const button = Object.assign(document.createElement("button"), { type: "button", className: "btn-plain", textContent: form.dataset.sayClear });
        button.addEventListener("click", () => { store.clear(name); location.replace(location.pathname + location.search); });
        note.append(button);
      }
      note.hidden = false;
    };
    const before = form.hasAttribute("data-returned") ? null : store.read(name);
    if (before && (before.words || before.wish_words || before.phone || before.email || before.held)) {
      for (const one of form.elements) {
        if (!one.name || !(one.name in before) || one.name === "held" || one.type === "file") continue;
        if (one.type === "checkbox" || one.type === "radio") one.checked = before[one.name].includes(one.value);
        else one.value = before[one.name];
        if (one.name !== "key" && one.closest("details") && (one.checked || (one.type !== "checkbox" && one.value))) for (let at = one.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
      }
      for (const [token, label, size] of before.held || []) if (label) listed(form, { token, name: label, size });
      say(form.dataset.sayRestored + " " + form.dataset.sayKept, true);
    }
    let waiting = 0;
    const keep = () => { clearTimeout(waiting); waiting = setTimeout(() => { store.write(name, typed(form)); if (note.hidden) say(form.dataset.sayKept, false); }, 400); };
    form.addEventListener("input", keep);
    form.addEventListener("held", keep);
    addEventListener("pagehide", () => { if (waiting) store.write(name, typed(form)); });
  };

  // -- files: sent as soon as they are chosen, with their progress -------------------------------------------------
  const size = (bytes) => bytes > 1e6 ? (bytes / 1e6).toFixed(1) + " MB" : Math.max(1, Math.round(bytes / 1e3)) + " KB";

  const listed = (form, file) => {
    const row = document.createElement("li");
    row.append(Object.assign(document.createElement("span"), { className: "held-name", textContent: file.name }));
    const state = Object.assign(document.createElement("span"), { className: "faint", textContent: file.size ? size(Number(file.size)) : "" });
    row.append(state);
    const remove = Object.assign(document.createElement("button"), { type: "button", className: "btn-plain", textContent: form.dataset.sayRemove });
    remove.setAttribute("aria-label", form.dataset.sayRemove + " " + file.name);
    row.append(remove);
    const input = Object.assign(document.createElement("input"), { type: "hidden", name: "held" });
    const settle = (held) => { input.value = held.token; input.dataset.name = held.name; input.dataset.size = held.size; row.append(input); form.dispatchEvent(new Event("held")); };
    remove.addEventListener("click", () => {
      if (input.value) { const body = new FormData(); body.append("drop", input.value); fetch(form.dataset.hold, { method: "POST", body }).catch(() => {}); }
      row.request?.abort();
      row.remove();
      form.dispatchEvent(new Event("held"));
      form.querySelector("input[type=file]").focus();
    });
    form.querySelector("[data-held]").append(row);
    if (file.token) settle(file);
    return { row, state, settle };
  };

  const upload = (form, file, wrong) => {
    const { row, state, settle } = listed(form, { name: file.name, size: file.size });
    const bar = Object.assign(document.createElement("progress"), { max: 100, value: 0 });
    bar.setAttribute("aria-label", file.name);
    state.after(bar);
    const request = new XMLHttpRequest();
    const over = () => { bar.remove(); form.uploading -= 1; };
    const failed = (text) => { over(); row.remove(); wrong.textContent = file.name + "：" + text; };
    request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) bar.value = 100 * event.loaded / event.total; });
    request.addEventListener("load", () => {
      let answer = {};
      try { answer = JSON.parse(request.responseText); } catch { /* told below */ }
      if (request.status === 200 && answer.token) { over(); settle(answer); } else failed(answer.wrong || form.dataset.sayFailed);
    });
    request.addEventListener("error", () => failed(form.dataset.sayFailed));
    request.addEventListener("abort", over);
    request.open("POST", form.dataset.hold);
    form.uploading = (form.uploading || 0) + 1;
    row.request = request;
    const body = new FormData();
    body.append("file", file);
    request.send(body);
  };

  const files = (form) => {
    const chooser = form.querySelector("input[type=file]");
    if (!chooser) return;
    const wrong = form.querySelector("[data-files-wrong]");
    chooser.addEventListener("change", () => {
      wrong.textContent = "";
      for (const file of chooser.files) {
        if (form.querySelectorAll(".held li").length >= Number(form.dataset.mostFiles)) { wrong.textContent = form.dataset.sayMany; break; }
        if (file.size > Number(form.dataset.mostBytes)) { wrong.textContent = file.name + "：" + form.dataset.sayLarge; continue; }
        upload(form, file, wrong);
      }
      chooser.value = "";
    });
  };

  const sending = (form) => {
    const note = form.querySelector("[data-hold-note]");
    form.addEventListener("submit", (event) => {
      const why = form.uploading > 0 ? form.dataset.sayWaiting : navigator.onLine === false ? form.dataset.sayOffline : "";
      if (note) { note.textContent = why; note.hidden = !why; }
      if (why) event.preventDefault();
    });
  };

  // -- answers that are published already: looked for when one asks, never while one types ---------------------------
  const looking = (form) => {
    const here = form.querySelector("[data-look-here]");
    if (!form.dataset.look || !here) return;
    form.addEventListener("click", async (event) => {
      const button = event.target.closest("button[name=look]");
      if (!button) return;
      event.preventDefault();
      if (button.value === "no") { here.replaceChildren(); form.elements.words.focus(); return; }
      const body = new FormData();
      body.append("words", form.elements.words.value);
      try {
        const response = await fetch(form.dataset.look, { method: "POST", body });
        if (!response.ok) return;
        here.innerHTML = await response.text();
      } catch { /* no network: the form goes on without */ }
    });
  };

  for (const form of document.querySelectorAll("form[data-hold]")) {
    looking(form);
    if (form.dataset.draft) draft(form);
    files(form);
    sending(form);
  }

  // -- the door: the secret of a link stands after the #, which no server and no log ever sees ---------------------
  const door = document.querySelector("form[data-door]");
  const secret = location.hash.slice(1);
  if (door && /^[0-9A-Za-z-]{16,24}$/.test(secret)) {
    history.replaceState(null, "", location.pathname);
    door.elements.secret.value = secret;
    if (door.elements.number.value && !document.getElementById("mistakes")) door.requestSubmit();
  }

  // -- copy and print ----------------------------------------------------------------------------------------------
  for (const button of document.querySelectorAll("[data-copy]")) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.querySelector("span").textContent = button.dataset.said;
    });
  }
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
  document.getElementById("mistakes")?.focus();
  const unfolded = document.querySelector(".acts details[open]");
  if (unfolded && !document.getElementById("mistakes")) unfolded.scrollIntoView({ block: "nearest" });
})();
