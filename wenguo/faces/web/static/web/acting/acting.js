// Forms in a sheet, Ctrl+Enter, the seconds of a message that is held, and finding a name in a long list.
// All of it works without: the links are pages, the buttons submit, lists are lists.
(() => {
  "use strict";
  const sheet = () => document.getElementById("act");
  const body = () => document.getElementById("act-body");
  const first = (root) => root.querySelector("textarea, input:not([type=hidden]):not(.filter), select, [data-main]");
  const zh = document.documentElement.lang.startsWith("zh");

  // a form that was begun and put away is opened again as it was: nothing typed is lost
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-act]");
    if (!link || !sheet() || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const begun = body().querySelector(`form[data-verb="${link.dataset.act}"]`);
    if (begun && begun.dataset.typed) { event.preventDefault(); event.stopImmediatePropagation(); sheet().showModal(); first(begun)?.focus(); }
  }, true);
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form.act-form");
    if (form) form.dataset.typed = "yes";
  });

  const ready = (root) => { root.querySelectorAll("select[data-filter]").forEach(filtered); counted(root); };

  document.addEventListener("htmx:after:swap", () => {
    const inside = body();
    if (inside && inside.childElementCount && !inside.dataset.shown) {
      inside.dataset.shown = "yes";
      if (!sheet().open) sheet().showModal();
    }
    if (inside && inside.childElementCount) {
      const wrong = inside.querySelector("[aria-invalid=true], [role=alert]");
      const to = wrong || first(inside);
      if (sheet().open && to && (wrong || !inside.contains(document.activeElement))) {
        if (wrong && !/^(INPUT|TEXTAREA|SELECT)$/.test(wrong.tagName)) wrong.setAttribute("tabindex", "-1");
        to.focus();
      }
    }
    ready(document);
  });
  document.addEventListener("htmx:before:request", (event) => {
    const target = event.detail && event.detail.ctx && event.detail.ctx.target;
    if (target && target.id === "act-body") delete target.dataset.shown;
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    const open = sheet() && sheet().open ? body().querySelector("form.act-form") : null;
    const form = open || (event.target.closest && event.target.closest("form.act-form, .composer form"));
    const main = form && form.querySelector("[data-main]");
    if (main) { event.preventDefault(); form.requestSubmit(main); }
  });

  // the seconds left are the server's; here they are only counted down
  const counted = (root) => root.querySelectorAll("[data-left]:not([data-counting])").forEach((one) => {
    one.dataset.counting = "yes";
    const until = performance.now() + Number(one.dataset.left) * 1000;
    const tick = () => {
      if (!one.isConnected) return;
      one.textContent = `(${Math.max(0, Math.ceil((until - performance.now()) / 1000))})`;
      setTimeout(tick, 250);
    };
    tick();
  });

  // a field over a long list that leaves only what is meant
  const filtered = (list) => {
    if (list.dataset.filtering) return;
    list.dataset.filtering = "yes";
    const field = Object.assign(document.createElement("input"), { type: "search", className: "form-control filter", placeholder: zh ? "输入几个字来找" : "Type to find" });
    const label = list.labels && list.labels[0] ? list.labels[0].firstChild.textContent.trim() : "";
    field.setAttribute("aria-label", (zh ? "在列表里找：" : "Find in the list: ") + label);
    field.autocomplete = "off";
    list.before(field);
    const all = [...list.options];
    const groups = new Map(all.map((option) => [option, option.parentElement]));
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") { event.preventDefault(); list.focus(); }
      if (event.key === "ArrowDown") { event.preventDefault(); list.focus(); }
    });
    field.addEventListener("input", (event) => {
      event.stopPropagation();
      const wanted = field.value.trim().toLowerCase();
      const found = all.filter((option) => {
        const group = groups.get(option);
        const text = `${option.textContent} ${group.label || ""}`.toLowerCase();
        const shown = !wanted || (option.value && text.includes(wanted));
        option.hidden = !shown && !option.selected; option.disabled = option.hidden;
        return shown && option.value;
      });
      new Set(groups.values()).forEach((group) => { if (group.tagName === "OPTGROUP") group.hidden = ![...group.children].some((one) => !one.hidden); });
      if (wanted && found.length && !found.includes(list.selectedOptions[0])) { list.value = found[0].value; list.dispatchEvent(new Event("change", { bubbles: true })); }
    });
  };

  ready(document);
})();
