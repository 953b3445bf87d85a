// Files are sent in parts (tus 1.0), so that a broken line goes on where it was; without this script the form sends them whole.
(() => {
  "use strict";
  const PART = 4 << 20;
  const PAUSES = [1, 2, 4, 8, 15, 30];

  const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
  const size = (bytes) => (bytes < 1048576 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1048576).toFixed(1)} MB`);

  class Sending {
    constructor(form, file, shown) {
      Object.assign(this, { form, file, shown, offset: 0, paused: false, whole: false, gone: false, address: "", key: "" });
      this.remembered = `upload ${form.dataset.uploads} ${file.name} ${file.size} ${file.lastModified}`;
    }

    head(more) {
      const token = this.form.elements.csrfmiddlewaretoken;
      return { "Tus-Resumable": "1.0.0", ...(token ? { "X-CSRFToken": token.value } : {}), ...more };
    }

    async begin() {
      const known = sessionStorage.getItem(this.remembered);
      if (known) {
        const answer = await fetch(known, { method: "HEAD", headers: this.head() });
        if (answer.ok) {
          this.address = known;
          this.offset = Number(answer.headers.get("Upload-Offset"));
          if (answer.headers.get("Upload-Key")) this.done(answer);
          return;
        }
      }
      const told = `filename ${base64(this.file.name)},filetype ${base64(this.file.type || "application/octet-stream")}`;
      const answer = await fetch(this.form.dataset.uploads, {
        method: "POST", headers: this.head({ "Upload-Length": String(this.file.size), "Upload-Metadata": told }),
      });
      if (!answer.ok) throw new Refusal(await answer.text());
      this.address = answer.headers.get("Location");
      try { sessionStorage.setItem(this.remembered, this.address); } catch { /* full: it only cannot go on after a reload */ }
      if (answer.headers.get("Upload-Key")) this.done(answer);
    }

    async part() {
      const piece = this.file.slice(this.offset, this.offset + PART);
      const answer = await fetch(this.address, {
        method: "PATCH", body: piece, signal: this.stop.signal,
        headers: this.head({ "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(this.offset) }),
      });
      if (answer.status === 409 || answer.status === 423) {
        const now = await fetch(this.address, { method: "HEAD", headers: this.head() });
        if (!now.ok) throw new Refusal(await answer.text());
        this.offset = Number(now.headers.get("Upload-Offset"));
        if (now.headers.get("Upload-Key")) this.done(now);
        return;
      }
      if (answer.status >= 400 && answer.status < 500 && answer.status !== 429 && answer.status !== 460) throw new Refusal(await answer.text());
      if (!answer.ok) throw new Error(String(answer.status));
      this.offset = Number(answer.headers.get("Upload-Offset"));
      if (answer.headers.get("Upload-Key")) this.done(answer);
    }

    done(answer) {
      this.whole = true;
      this.key = answer.headers.get("Upload-Key");
      this.offset = this.file.size;
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name: "upload", value: this.key });
      this.shown.item.append(field);
      sessionStorage.removeItem(this.remembered);
    }

    async run() {
      let failed = 0;
      while (!this.whole && !this.paused && !this.gone) {
        this.stop = new AbortController();
        try {
          if (!this.address) await this.begin();
          else await this.part();
          failed = 0;
          this.show("");
        } catch (error) {
          if (this.paused || this.gone) break;
          if (error instanceof Refusal) return this.fail(error.message);
          this.show(this.form.dataset.saidWaits);
          await new Promise((go) => { setTimeout(go, 1000 * PAUSES[Math.min(failed, PAUSES.length - 1)]); });
          failed += 1;
          if (this.address && !this.paused && !this.gone) await this.catchUp();
        }
      }
      this.show("");
    }

    async catchUp() {
      try {
        const now = await fetch(this.address, { method: "HEAD", headers: this.head() });
        if (now.ok) this.offset = Number(now.headers.get("Upload-Offset"));
      } catch { /* still no line */ }
    }

    fail(text) {
      this.gone = true;
      this.show(text.slice(0, 300));
      this.shown.output.classList.add("failed");
      this.shown.pause.hidden = true;
    }

    show(text) {
      const { bar, output, pause } = this.shown;
      bar.max = this.file.size || 1;
      bar.value = this.whole ? bar.max : this.offset;
      const state = this.whole ? this.form.dataset.saidWhole : text;
      output.value = `${size(this.offset)} / ${size(this.file.size)}${state ? ` · ${state}` : ""}`;
      pause.hidden = this.whole || this.gone;
      pause.textContent = this.paused ? this.form.dataset.saidGo : this.form.dataset.saidPause;
    }

    toggle() {
      this.paused = !this.paused;
      if (this.paused && this.stop) this.stop.abort();
      if (this.paused) this.show("");
      else this.catchUp().then(() => this.run());
    }

    drop() {
      this.gone = true;
      if (this.stop) this.stop.abort();
      if (this.address) fetch(this.address, { method: "DELETE", headers: this.head() }).catch(() => {});
      sessionStorage.removeItem(this.remembered);
      this.shown.item.remove();
    }
  }

  class Refusal extends Error {}

  const button = (text) => Object.assign(document.createElement("button"), { type: "button", className: "btn btn-small", textContent: text });

  const row = (form, file) => {
    const item = document.createElement("li");
    const name = Object.assign(document.createElement("span"), { className: "name", textContent: file.name });
    const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0 });
    bar.setAttribute("aria-label", file.name);
    const line = Object.assign(document.createElement("span"), { className: "line" });
    const output = document.createElement("output");
    const pause = button(form.dataset.saidPause);
    const drop = button(form.dataset.saidDrop);
    line.append(output, pause, drop);
    item.append(name, bar, line);
    return { item, bar, output, pause, drop };
  };

  for (const form of document.querySelectorAll("form[data-uploads]")) {
    const chosen = form.querySelector("input[type=file]");
    const list = form.querySelector(".uploads");
    const all = [];
    form.hidden = false;
    for (const one of form.querySelectorAll(".with-script")) one.hidden = false;
    for (const one of form.querySelectorAll(".without-script")) one.hidden = true;
    chosen.addEventListener("change", () => {
      for (const file of chosen.files) {
        const shown = row(form, file);
        const sending = new Sending(form, file, shown);
        shown.pause.addEventListener("click", () => sending.toggle());
        shown.drop.addEventListener("click", () => sending.drop());
        list.append(shown.item);
        all.push(sending);
        sending.show("");
        sending.run();
      }
      chosen.value = "";
    });
    form.addEventListener("submit", (event) => {
      if (all.some((one) => !one.whole && !one.gone)) {
        event.preventDefault();
        if (window.wenguo && window.wenguo.tell) window.wenguo.tell(form.dataset.saidWaitAll, null, 5);
        else window.alert(form.dataset.saidWaitAll);
      }
    });
    window.addEventListener("online", () => all.filter((one) => one.paused === false && !one.whole).forEach((one) => one.catchUp()));
  }
})();
