// <script src="https://…/embed.js" data-key="…" data-language="zh" defer></script> puts the form here and lets it grow.
(() => {
  "use strict";
  const script = document.currentScript;
  const key = script && script.dataset.key;
  if (!key) return;
  const home = new URL(script.src).origin;
  const frame = document.createElement("iframe");
  const language = script.dataset.language || (document.documentElement.lang || "zh").slice(0, 2);
  frame.src = `${home}/embed/${encodeURIComponent(key)}/?language=${language === "en" ? "en" : "zh"}`;
  frame.title = script.dataset.title || (language === "en" ? "Complaint form" : "投诉");
  frame.width = "100%";
  frame.height = "900";
  frame.setAttribute("frameborder", "0");
  script.after(frame);
  addEventListener("message", (event) => {
    if (event.origin !== home || event.source !== frame.contentWindow || !event.data) return;
    if (event.data.wenguo === "height" && Number.isFinite(event.data.height)) frame.height = String(Math.min(20000, Math.ceil(event.data.height)));
    if (event.data.wenguo === "top") frame.scrollIntoView({ block: "start" });
  });
})();
