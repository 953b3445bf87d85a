// The worker of the whole site. It keeps the files of the shell and the one page for a grumble, and nothing else:
// no page of a complaint is ever kept on a device.
(() => {
  "use strict";
  const { kept, version, grumble, desk } = self.shell;
  const FILES = `wenguo-files-${version}`, PAGE = "wenguo-page";

  self.addEventListener("install", (event) => {
    event.waitUntil(caches.open(FILES).then((cache) => Promise.allSettled(kept.map((one) => cache.add(one)))).then(() => self.skipWaiting()));
  });
  self.addEventListener("activate", (event) => {
    const old = (name) => name.startsWith("wenguo-files-") && name !== FILES;
    event.waitUntil(caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name)))).then(() => self.clients.claim()));
  });

  const file = async (request) => {
    try { return await fetch(request); } catch (error) {
      const found = await caches.match(request, { ignoreSearch: true });
      if (found) return found;
      throw error;
    }
  };
  const page = async (request) => {
    try {
      const answer = await fetch(request);
      if (answer.ok && !answer.redirected) await (await caches.open(PAGE)).put(grumble, answer.clone());
      return answer;
    } catch (error) {
      const found = await (await caches.open(PAGE)).match(grumble);
      if (found) return found;
      throw error;
    }
  };
  // opened without a network, the app shows what works without one
  const first = async (request) => {
    try { return await fetch(request); } catch (error) {
      if (await (await caches.open(PAGE)).match(grumble)) return Response.redirect(grumble, 302);
      throw error;
    }
  };

  self.addEventListener("fetch", (event) => {
    const { request } = event;
    const where = new URL(request.url);
    if (request.method !== "GET" || where.origin !== self.location.origin) return;
    if (where.pathname.startsWith("/static/")) { if (kept.includes(where.pathname)) event.respondWith(file(request)); }
    else if (request.mode === "navigate" && where.pathname === grumble) event.respondWith(page(request));
    else if (request.mode === "navigate" && where.pathname === desk) event.respondWith(first(request));
  });
})();
