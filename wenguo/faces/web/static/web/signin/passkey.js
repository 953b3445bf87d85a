/* Passkeys: asks the browser for one and sends its answer with the form. The server decides everything else. */
(() => {
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const known = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  async function create({ publicKey }) {
    const made = await navigator.credentials.create({ publicKey: { ...publicKey,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: known(publicKey.excludeCredentials),
    } });
    return { ...plain(made), response: {
      clientDataJSON: text(made.response.clientDataJSON),
      attestationObject: text(made.response.attestationObject),
      transports: made.response.getTransports ? made.response.getTransports() : [],
    } };
  }

  async function get({ publicKey }) {
    const given = await navigator.credentials.get({ publicKey: { ...publicKey,
      challenge: bytes(publicKey.challenge),
      allowCredentials: known(publicKey.allowCredentials),
    } });
    const held = given.response;
    return { ...plain(given), response: {
      clientDataJSON: text(held.clientDataJSON),
      authenticatorData: text(held.authenticatorData),
      signature: text(held.signature),
      userHandle: held.userHandle ? text(held.userHandle) : null,
    } };
  }

  const plain = (one) => ({ type: one.type, id: one.id, rawId: text(one.rawId), authenticatorAttachment: one.authenticatorAttachment,
    clientExtensionResults: one.getClientExtensionResults() });

  async function options(form) {
    const here = document.getElementById("passkey-options");
    if (here) return JSON.parse(here.textContent);
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.json()).request_options;
  }

  for (const form of document.querySelectorAll("[data-passkey]")) {
    if (!window.PublicKeyCredential) continue;
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      if (form.elements.credential.value) return;
      event.preventDefault();
      const told = form.querySelector("[data-told]");
      told.hidden = true;
      try {
        const asked = await options(form);
        form.elements.credential.value = JSON.stringify(await (form.dataset.passkey === "create" ? create(asked) : get(asked)));
        form.submit();
      } catch {
        told.textContent = form.dataset.failed;
        told.hidden = false;
      }
    });
  }

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
})();
