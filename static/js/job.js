// Looks again by itself while a job is unfinished, and puts the new state in the place of the old one.
//
// <section id="job" data-unfinished>: the page itself is asked for again, so without scripts the link "Look again"
// shows the same. The pauses grow, less where somebody waits for the result (?open), and a tab that nobody looks at
// waits. data-open on the new state: where that result is; the page goes there.

const SHORTEST = 1500, LONGEST = new URLSearchParams(location.search).has("open") ? 3000 : 10000;

const replace = (text) => {
  const there = new DOMParser().parseFromString(text, "text/html").getElementById("job");
  const here = document.getElementById("job");
  if (!there || !here) return false;
  const bar = here.querySelector("progress"), next = there.querySelector("progress");
  const words = here.querySelector("[role=status]"), said = there.querySelector("[role=status]");
  if (bar && next && there.hasAttribute("data-unfinished")) {
    bar.max = next.max;
    bar.value = next.value;
    if (words.textContent !== said.textContent) words.textContent = said.textContent;
    return true;
  }
  here.replaceWith(there);
  if (there.hasAttribute("data-unfinished")) return true;
  there.querySelector("h2").focus();
  if (there.dataset.open) location.replace(there.dataset.open);
  return false;
};

const look = async (pause) => {
  await new Promise((resolve) => setTimeout(resolve, pause));
  if (document.hidden) return look(pause);
  try {
    const answer = await fetch(location.href, { headers: { "X-Requested-With": "job" } });
    if (!answer.ok || !replace(await answer.text())) return;
  } catch {
    // no network for the moment: the next round tries again
  }
  look(Math.min(pause * 1.2, LONGEST));
};

if (document.querySelector("#job[data-unfinished]")) look(SHORTEST);
