// Seals what somebody writes for themselves, here in the browser: PBKDF2 (SHA-256) makes a key of the passphrase, AES-GCM
// seals. Neither passphrase nor words ever leave this page; the sealed letters stay in this browser, or go to the server
// where their author asks for it.
(() => {
  const root = document.querySelector("[data-sealed]");
  if (!root) return;
  const said = (what) => { root.querySelector("[data-status]").textContent = root.dataset[`said${what}`] || ""; };
  const plain = root.querySelector("[data-plain]"), tools = root.querySelector("[data-tools]");
  if (!window.crypto || !window.crypto.subtle) { plain.textContent = root.dataset.saidUnsafe; return; }
  plain.hidden = true; tools.hidden = false;
  const ROUNDS = 600000, place = `wenguo-sealed-${root.dataset.account}`;
  const phrase = root.querySelector("#passphrase"), words = root.querySelector("#private"), there = root.querySelector("[data-there]");
  const bytes = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
  const letters = (data) => { let text = ""; new Uint8Array(data).forEach((one) => { text += String.fromCharCode(one); }); return btoa(text); };
  const cookie = (name) => (document.cookie.split("; ").find((one) => one.startsWith(`${name}=`)) || "").slice(name.length + 1);
  const token = () => (document.querySelector("[name=csrfmiddlewaretoken]") || {}).value || cookie("csrftoken");

  async function key(salt, rounds) {
    const raw = await crypto.subtle.importKey("raw", new TextEncoder().encode(phrase.value), "PBKDF2", false, ["deriveKey"]);
    return crypto.subtle.deriveKey({ name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds }, raw, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  }
  function ask(method, body) {
    return fetch(root.dataset.sealedAt, { method, body, credentials: "same-origin", headers: { "X-CSRFToken": token(), "Content-Type": "application/json" } });
  }
  function long() {
    if (phrase.value.length >= 8) return true;
    said("Short"); phrase.focus(); return false;
  }
  async function seal() {
    if (!long()) return;
    const salt = crypto.getRandomValues(new Uint8Array(16)), iv = crypto.getRandomValues(new Uint8Array(12));
    const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await key(salt, ROUNDS), new TextEncoder().encode(words.value));
    const sealed = JSON.stringify({ v: 1, n: ROUNDS, salt: letters(salt), iv: letters(iv), data: letters(data) });
    localStorage.setItem(place, sealed);
    if (!there.checked) { said("Here"); return; }
    const answer = await ask("POST", sealed).catch(() => null);
    said(answer && answer.ok ? "There" : "Failed");
  }
  async function open() {
    if (!long()) return;
    let sealed = localStorage.getItem(place);
    if (!sealed) {
      const answer = await ask("GET").catch(() => null);
      sealed = answer && answer.ok ? await answer.text() : null;
      if (sealed) there.checked = true;
    }
    if (!sealed) { said("Empty"); return; }
    try {
      const one = JSON.parse(sealed);
      const data = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes(one.iv) }, await key(bytes(one.salt), one.n), bytes(one.data));
      words.value = new TextDecoder().decode(data);
      said("Open");
    } catch { said("Wrong"); }
  }
  let sure = false;
  async function clear() {
    if (!sure) { sure = true; said("Sure"); return; }
    sure = false; localStorage.removeItem(place); words.value = ""; phrase.value = "";
    await ask("DELETE").catch(() => null);
    said("Gone");
  }
  root.querySelector("[data-seal]").addEventListener("click", seal);
  root.querySelector("[data-open]").addEventListener("click", open);
  root.querySelector("[data-clear]").addEventListener("click", clear);
  window.addEventListener("pagehide", () => { words.value = ""; phrase.value = ""; });
})();
