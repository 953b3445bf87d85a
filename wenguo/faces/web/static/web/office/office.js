// What the settings do quicker with JavaScript: copying, and putting a place where one writes.
(() => {
  "use strict";
  const ready = () => {
    document.querySelectorAll("[data-copy]").forEach((button) => {
      if (!navigator.clipboard) return;
      button.hidden = false;
      button.addEventListener("click", async () => {
        const field = document.getElementById(button.dataset.copy);
        field.select();
        await navigator.clipboard.writeText(field.value);
        window.wenguo.tell(button.dataset.said, null, 3);
      });
    });
    const body = document.getElementById("f-body");
    if (body && !body.matches(":disabled")) {
      document.querySelectorAll("[data-place]").forEach((place) => {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "btn-plain";
        place.replaceWith(button);
        button.append(place);
        button.addEventListener("click", () => {
          body.setRangeText(place.textContent, body.selectionStart, body.selectionEnd, "end");
          body.focus();
        });
      });
    }
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", ready);
  else ready();
})();
