// A grumble waits on this device before it is written down: five seconds for an undo, and as long as there is no
// network. It belongs to the account that typed it, and is gone from here once the server has it.
(() => {
  "use strict";
  const wenguo = window.wenguo;
  const sheet = document.getElementById("grumble-sheet");
  if (!sheet || !wenguo || !window.indexedDB) return;
  const said = sheet.dataset; // words in the reader's language, addresses, whose they are
  const HOLD = 5_000, PAGE = "wenguo-page", LEFT = "wenguo-left";
  const STORE = "waiting";

  // -- what waits, on the device ------------------------------------------------------------------------------
  const opened = new Promise((resolve, reject) => {
    const asked = indexedDB.open("wenguo-grumbles", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "key" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  const doing = async (mode, act) => {
    const store = (await opened).transaction(STORE, mode).objectStore(STORE);
    return new Promise((resolve, reject) => {
      const asked = act(store);
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  };
  const keep = (one) => doing("readwrite", (store) => store.put(one));
  const forget = (key) => doing("readwrite", (store) => store.delete(key));
  const mine = async () => {
    try { return (await doing("readonly", (store) => store.getAll())).filter((one) => one.account === said.account); } catch { return []; }
  };

  // -- sending it ---------------------------------------------------------------------------------------------
  const cookie = (name) => (document.cookie.match(new RegExp(`(?:^|; )${name}=([^;]*)`)) || [])[1] || "";
  const brief = (words) => (words.length > 24 ? `${words.slice(0, 23)}…` : words);
  const told = new Set(); // what was already said to wait, so that it is said once

  const post = (one, keepalive) => {
    const body = new FormData();
    for (const name of ["key", "words", "unit", "answer", "heard_at"]) body.append(name, one[name] || "");
    return fetch(said.post, {
      method: "POST", body, keepalive, headers: { Accept: "application/json", "X-CSRFToken": cookie("csrftoken") },
    });
  };
  const send = async (one) => {
    const answer = await post(one, false);
    if (answer.redirected || !(answer.headers.get("Content-Type") || "").includes("json")) {
      if (!told.has("away")) wenguo.tell(said.away, null, 12);
      told.add("away");
      return;
    }
    const found = await answer.json();
    if (answer.ok) {
      await forget(one.key);
      wenguo.tell(`${found.said} ${found.number}`, { label: said.see, act: () => { location.href = found.href; } }, 15);
      document.dispatchEvent(new CustomEvent("wenguo:grumbled", { detail: found }));
    } else {
      one.refused = found.words;
      await keep(one);
      wenguo.tell(`${found.words}`, { label: said.mend, act: () => mend(one) }, 0);
    }
  };

  const flushOnce = async () => {
    for (const one of await mine()) {
      if (one.refused || one.send_at > Date.now()) continue;
      if (!navigator.onLine) { wait(one); continue; }
      try { await send(one); again = 2_000; shown(); } catch { wait(one); shown(true); later(); }
    }
    list();
  };
  // a browser may call itself online before anything can be reached: what failed is tried again, ever more rarely
  let again = 2_000, trying = null;
  const later = () => {
    clearTimeout(trying);
    trying = setTimeout(flush, again);
    again = Math.min(again * 2, 60_000);
  };
  const wait = (one) => { if (!told.has(one.key)) { told.add(one.key); wenguo.tell(said.waits, null, 8); } };
  // one page of this browser at a time; a second sending of the same key would be harmless, but would be told twice
  const flush = () => (navigator.locks ? navigator.locks.request("wenguo-grumbles", flushOnce) : flushOnce()).catch(() => {});

  const held = new Map(); // what can still be undone on this page
  const hold = (one) => {
    const left = one.send_at - Date.now();
    const end = () => { clearTimeout(timer); held.delete(one.key); };
    const toast = wenguo.tell(`${said.held} “${brief(one.words)}”`, { label: said.undo, act: () => { end(); mend(one); } }, 0);
    const timer = setTimeout(() => { end(); if (toast) toast.remove(); flush(); }, left);
    held.set(one.key, one);
  };
  // back into the field it came from, as if it had not been sent
  const mend = async (one) => {
    await forget(one.key);
    list();
    const page = document.querySelector("main [data-grumble-form]");
    if (!page) open();
    const form = page || sheet.querySelector("[data-grumble-form]");
    form.elements.words.value = one.words;
    if (one.unit) form.elements.unit.value = one.unit;
    form.elements.answer.value = one.answer;
    if (one.answer) form.querySelector("details").open = true;
    form.elements.words.focus();
  };

  const submit = async (event) => {
    const form = event.target;
    event.preventDefault();
    const words = form.elements.words.value.trim();
    if (!words) { form.elements.words.focus(); return; }
    const now = Date.now();
    const one = {
      key: newKey(), account: said.account, words, unit: form.elements.unit.value, answer: form.elements.answer.value.trim(),
      heard_at: new Date(now).toISOString(), send_at: now + HOLD,
    };
    try { await keep(one); } catch { form.submit(); return; } // a browser that keeps nothing: the plain way
    const unit = one.unit;
    form.reset();
    form.elements.unit.value = unit;
    if (sheet.open) sheet.close();
    hold(one);
    list();
  };
  const newKey = () => crypto.randomUUID ? crypto.randomUUID() : "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) => (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));

  // -- the sheet, and the page --------------------------------------------------------------------------------
  let asked = false;
  const open = () => {
    wenguo.open("grumble-sheet");
    sheet.querySelector("textarea").focus();
    if (asked) return;
    asked = true;
    fetch(said.where).then((answer) => (answer.ok && !answer.redirected ? answer.text() : "")).then((text) => {
      const select = sheet.querySelector("select");
      if (!text.trim()) { asked = false; return; }
      const found = new DOMParser().parseFromString(`<select>${text}</select>`, "text/html");
      const usual = found.querySelector("option[selected]");
      select.replaceChildren(...found.querySelectorAll("option"));
      if (usual) select.value = usual.value;
    }).catch(() => { asked = false; });
  };
  const list = async () => {
    const part = document.querySelector("[data-kept]");
    if (!part) return;
    const waiting = (await mine()).filter((one) => one.send_at <= Date.now());
    part.hidden = !waiting.length;
    part.querySelector("ul").replaceChildren(...waiting.map((one) => {
      const row = Object.assign(document.createElement("li"), { textContent: one.refused ? `${one.words} — ${one.refused}` : one.words });
      const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-small", textContent: said.mend });
      button.addEventListener("click", () => mend(one));
      row.append(" ", button);
      return row;
    }));
  };

  for (const form of document.querySelectorAll("[data-grumble-form]")) {
    form.addEventListener("submit", submit);
    form.elements.words.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      form.requestSubmit();
    });
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-grumble]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || location.pathname === new URL(link.href).pathname) return;
    event.preventDefault();
    open();
  });
  wenguo.key("g", () => { const field = document.querySelector("main [data-grumble-form] textarea"); if (field) field.focus(); else open(); });
  sheet.addEventListener("click", (event) => { if (event.target === sheet) sheet.close(); });

  const shown = (unreached = !navigator.onLine) => { const banner = document.getElementById("offline"); if (banner) banner.hidden = !unreached; };
  window.addEventListener("online", () => { shown(); flush(); });
  window.addEventListener("offline", () => shown());
  document.addEventListener("visibilitychange", () => { if (!document.hidden) flush(); });
  // whoever leaves the page can undo nothing any more: it goes out at once, and the next page hears what became of it
  window.addEventListener("pagehide", () => {
    if (!held.size) return;
    localStorage.setItem(LEFT, [...held.keys()].join(" "));
    for (const one of held.values()) post(one, true).catch(() => {});
  });
  const left = (localStorage.getItem(LEFT) || "").split(" ");
  localStorage.removeItem(LEFT);
  shown();
  mine().then(async (all) => {
    for (const one of all) {
      if (left.includes(one.key)) { one.send_at = 0; await keep(one); } else if (one.send_at > Date.now()) hold(one);
    }
    flush();
  });

  // -- an app on the phone: the page for a grumble is there without a network ----------------------------------
  if (!("serviceWorker" in navigator) || !window.caches) return;
  const kept = `${said.account} ${document.documentElement.lang}`;
  const register = async () => {
    await navigator.serviceWorker.register(said.worker, { scope: "/" });
    if (sessionStorage.getItem(PAGE) === kept) return;
    const answer = await fetch(said.post, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) return;
    await (await caches.open(PAGE)).put(said.post, answer);
    sessionStorage.setItem(PAGE, kept);
  };
  register().catch(() => { /* a browser that allows no worker: the page works with a network */ });
})();
