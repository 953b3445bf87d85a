// One complaint's page: copying its number, opening what a link points at, telling others what one writes.
(() => {
  "use strict";
  const copy = document.querySelector("[data-copy]");
  if (copy && navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(copy.dataset.copy);
      if (window.wenguo) window.wenguo.tell(copy.dataset.copied, null, 3);
    });
  }

  // a line that stands in a fold is shown when a link leads to it; one on a later page is fetched
  const reveal = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    if (!id) return;
    const target = document.getElementById(id);
    if (target) {
      for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
      target.scrollIntoView({ block: "center" });
    } else if (/^line-\d+$/.test(id) && !new URLSearchParams(location.search).has("count")) {
      location.replace(`?count=100000${location.hash}`);
    }
  };
  window.addEventListener("hashchange", reveal);
  reveal();

  // the index says where one is
  const links = [...document.querySelectorAll(".jump a")];
  const parts = new Map(links.map((link) => [document.getElementById(link.hash.slice(1)), link]));
  parts.delete(null);
  const watch = new IntersectionObserver((seen) => {
    for (const one of seen) {
      if (!one.isIntersecting) continue;
      for (const link of links) link.removeAttribute("aria-current");
      const here = parts.get(one.target);
      here.setAttribute("aria-current", "true");
      here.parentElement.scrollLeft = here.offsetLeft - 60;
    }
  }, { rootMargin: "-20% 0px -75% 0px" });
  for (const part of parts.keys()) watch.observe(part);

  // what I write here, others see: the word of the form's verb, never a word of its text
  const doing = document.getElementById("doing");
  document.addEventListener("input", (event) => {
    const form = event.target.closest && event.target.closest("form");
    const to = form && /\/do\/([a-z_]+)\//.exec(form.getAttribute("action") || "");
    const verb = to && to[1] === "compose" && form.elements.kind ? form.elements.kind.value : to && to[1];
    if (doing && verb) doing.value = event.target.value ? verb : "";
  });

  // a page nobody looks at asks for nothing
  document.addEventListener("htmx:before:request", (event) => {
    if (document.hidden && event.target.id === "pulse") event.preventDefault();
  });

  // a picture that cannot be drawn says so
  document.addEventListener("error", (event) => {
    const image = event.target;
    if (image.matches && image.matches(".preview img")) {
      image.hidden = true;
      image.parentElement.querySelector(".preview-wrong").hidden = false;
    }
  }, true);
})();
