// A transcript beside its recording: each moment is a button that plays from there, and the one being said is marked.
(() => {
  "use strict";
  for (const place of document.querySelectorAll("[data-hear]")) {
    const player = place.querySelector("audio, video");
    const wrong = place.querySelector(".hear-wrong");
    player.addEventListener("error", () => { wrong.hidden = false; });

    const list = place.querySelector("dl");
    if (!list) continue;
    const moments = [...list.querySelectorAll("dt[data-second]")];
    const seek = (second) => {
      const go = () => { player.currentTime = second; };
      if (player.readyState) go();
      else player.addEventListener("loadedmetadata", go, { once: true });
      player.play().catch(() => { /* the error event says what is wrong */ });
    };
    for (const moment of moments) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "moment";
      button.setAttribute("aria-label", `${list.dataset.saidFrom} ${moment.textContent}`);
      button.textContent = moment.textContent;
      button.addEventListener("click", () => seek(Number(moment.dataset.second)));
      moment.replaceChildren(button);
    }
    player.addEventListener("timeupdate", () => {
      const now = moments.findLast((moment) => Number(moment.dataset.second) <= player.currentTime + 0.3);
      for (const moment of moments) {
        if (moment === now && !(player.paused && player.currentTime === 0)) moment.setAttribute("aria-current", "true");
        else moment.removeAttribute("aria-current");
      }
    });
  }
})();
