// What every page can do by keyboard, and small words that come and go. No rule is computed here.
(() => {
  "use strict";
  const wenguo = (window.wenguo = window.wenguo || {});
  const keys = new Map();

  // wenguo.key("j", handler): a plain key outside of fields; a room registers its own
  wenguo.key = (key, handler) => keys.set(key, handler);

  const writing = (element) => element && (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName));

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (writing(event.target) || document.querySelector("dialog[open]")) return;
    const handler = keys.get(event.key);
    const link = handler ? null : document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (link) { event.preventDefault(); link.click(); }
    if (handler && handler(event) !== false) event.preventDefault();
  });

  const open = (id) => { const sheet = document.getElementById(id); if (sheet && !sheet.open) sheet.showModal(); };
  wenguo.open = open;
  wenguo.key("?", () => open("keys"));
  wenguo.key("/", () => { const field = document.getElementById("q"); if (field) { field.focus(); field.select(); } });

  // rows: j and k walk, Enter opens
  const rows = () => [...document.querySelectorAll("[data-rows] > li, tbody[data-rows] > tr")];
  const step = (by) => {
    const all = rows();
    if (!all.length) return false;
    const at = all.findIndex((row) => row.getAttribute("aria-current") === "true");
    const next = all[Math.max(0, Math.min(all.length - 1, at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by))];
    all.forEach((row) => row.removeAttribute("aria-current"));
    next.setAttribute("aria-current", "true");
    const link = next.querySelector("a.whole, a");
    if (link) link.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  };
  wenguo.key("j", () => step(1));
  wenguo.key("k", () => step(-1));

  // wenguo.tell("text", {label, act}): a toast, with one thing that can be done about it
  wenguo.tell = (text, undo, seconds = 8) => {
    const box = document.getElementById("toasts");
    if (!box) return null;
    const toast = document.createElement("div");
    toast.className = "toast";
    toast.append(Object.assign(document.createElement("span"), { textContent: text }));
    if (undo) {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: undo.label });
      button.addEventListener("click", () => { undo.act(); toast.remove(); });
      toast.append(button);
    }
    box.append(toast);
    if (seconds) setTimeout(() => toast.remove(), seconds * 1000);
    return toast;
  };

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-keys]")) open("keys");
    const opener = event.target.closest("[data-open]");
    if (opener) { event.preventDefault(); open(opener.dataset.open); }
    document.querySelectorAll("details.menu[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") document.querySelectorAll("details.menu[open]").forEach((menu) => { menu.open = false; });
  });

  // nobody is signed in: what was kept for working without a network goes (what was typed and not sent stays its writer's)
  if (!document.documentElement.dataset.account && location.pathname.startsWith("/accounts/") && window.caches) {
    caches.delete("wenguo-page").catch(() => {});
    try { sessionStorage.removeItem("wenguo-page"); } catch { /* a browser that keeps nothing */ }
  }

  // forms of htmx carry Django's token
  document.addEventListener("htmx:config:request", (event) => {
    const token = document.querySelector("input[name=csrfmiddlewaretoken]");
    const request = event.detail && event.detail.ctx && event.detail.ctx.request;
    if (token && request) request.headers["X-CSRFToken"] = token.value;
  });
})();
