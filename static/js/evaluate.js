// The evaluation on a phone: counts what is answered, keeps a draft on this phone, says where the words are.
//
// <form data-draft="evaluation-2-v3" data-total="7" data-saved-here="…" data-saving="…" data-not-kept="…">
// {% progress done total %} gives data-count and data-count-bar; {% autosave_status %} gives data-sync.
// data-counted="{done} of {total} answered" on the form is the sentence of the counter.
// The page after sending carries <div data-draft-done="evaluation-2-v3">: only then is the draft forgotten.

const KEY = "hallway-draft-";

const answered = (form) => {
  const names = new Set();
  for (const field of form.elements) {
    const question = field.dataset.question || field.name;
    if (field.type === "radio" ? field.checked : "question" in field.dataset && field.value.trim()) names.add(question);
  }
  return names.size;
};

const showCount = (form) => {
  // Without this script the count would stand still, so it is only shown with it.
  form.querySelector("[data-counter]")?.removeAttribute("hidden");
  const total = Number(form.dataset.total);
  const done = Math.min(answered(form), total);
  const words = form.querySelector("[data-count]");
  if (words && form.dataset.counted) words.textContent = form.dataset.counted.replace("{done}", done).replace("{total}", total);
  const bar = form.querySelector("[data-count-bar]");
  if (bar) bar.setAttribute("width", total ? Math.round((100 * done) / total) : 0);
};

const say = (form, words, state) => {
  const line = form.querySelector("[data-sync]");
  if (!line) return;
  line.hidden = false;
  line.className = `h-sync h-sync--${state}`;
  for (const icon of line.querySelectorAll("[data-sync-icon]")) icon.hidden = icon.dataset.syncIcon !== state;
  const place = line.querySelector("[data-sync-words]");
  if (place.textContent !== words) place.textContent = words;
};

const kept = (form) => [...new FormData(form)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string");

const keep = (form) => {
  try {
    localStorage.setItem(KEY + form.dataset.draft, JSON.stringify(kept(form)));
    say(form, form.dataset.savedHere, "waiting");
  } catch {
    say(form, form.dataset.notKept, "failed");
  }
};

const restore = (form) => {
  let draft = [];
  try {
    draft = JSON.parse(localStorage.getItem(KEY + form.dataset.draft)) || [];
  } catch {
    return;
  }
  for (const [name, value] of draft) {
    const field = form.elements[name];
    // What the server sent back wins over what this phone remembers.
    if (!field || (field.type === "hidden")) continue;
    if (field instanceof RadioNodeList) {
      if (!field.value) field.value = value;
    } else if (field.type === "checkbox") field.checked = true;
    else if (!field.value) field.value = value;
  }
  if (draft.length) say(form, form.dataset.savedHere, "waiting");
};

for (const done of document.querySelectorAll("[data-draft-done]")) {
  try {
    localStorage.removeItem(KEY + done.dataset.draftDone);
  } catch {
    // Storage is switched off: there was no draft.
  }
}

for (const form of document.querySelectorAll("form[data-draft]")) {
  restore(form);
  showCount(form);
  let waiting;
  form.addEventListener("input", () => {
    showCount(form);
    clearTimeout(waiting);
    waiting = setTimeout(() => keep(form), 300);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(waiting);
    keep(form);
    if (!navigator.onLine && form.dataset.noSignal) {
      // The browser would show its own error page instead of the words.
      event.preventDefault();
      say(form, form.dataset.noSignal, "failed");
      return;
    }
    say(form, form.dataset.saving, "saving");
  });
}
