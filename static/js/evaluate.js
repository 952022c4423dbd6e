// The evaluation on a phone: counts what is answered, keeps a draft on this phone, says where the words are.
//
// <form data-draft="name" data-total="7" data-saved-here="…" data-saving="…" data-not-kept="…">
// {% progress done total %} gives data-count and data-count-bar; {% autosave_status %} gives data-sync.
// data-counted="{done} of {total} answered" on the form is the sentence of the counter.
// <section data-draft-question hidden> stands before the form: it asks whose the draft is, with the buttons
// data-draft-continue and data-draft-clear. Within the form, <details data-draft-kept hidden> has data-draft-clear.
// The page after sending carries <div data-draft-done="name">: only then is the draft forgotten.

/* global forgetDraft, forgetOldDrafts, isOfThisTab, keepDraft, readDraft, takeUpHere */

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

const offerToClear = (form, offered) => {
  const offer = form.querySelector("[data-draft-kept]");
  if (offer) [offer.hidden, offer.open] = [!offered, offered && offer.open];
};

const typed = (form) =>
  [...form.elements]
    .filter((field) => field.name && field.type !== "hidden" && !(["radio", "checkbox"].includes(field.type) && !field.checked))
    .map((field) => [field.name, field.value])
    .filter(([, value]) => value);

const keep = (form) => {
  if (!keepDraft(form.dataset.draft, typed(form))) return say(form, form.dataset.notKept, "failed");
  say(form, form.dataset.savedHere, "waiting");
  return offerToClear(form, true);
};

const restore = (form, draft) => {
  for (const [name, value] of draft.fields) {
    const field = form.elements[name];
    // What the server sent back wins over what this phone remembers.
    if (!field || field.type === "hidden") continue;
    if (field instanceof RadioNodeList) {
      if (!field.value) field.value = value;
    } else if (field.type === "checkbox") field.checked = true;
    else if (!field.value) field.value = value;
  }
  say(form, form.dataset.savedHere, "waiting");
  offerToClear(form, true);
  showCount(form);
};

const ask = (form, draft) => {
  const question = document.querySelector("[data-draft-question]");
  [question.hidden, form.hidden] = [false, true];
  const answer = (selector, act) =>
    question.querySelector(selector).addEventListener("click", () => {
      [question.hidden, form.hidden] = [true, false];
      act();
      form.querySelector("input:not([type=hidden]), textarea")?.focus();
    });
  answer("[data-draft-continue]", () => {
    takeUpHere(form.dataset.draft);
    restore(form, draft);
  });
  answer("[data-draft-clear]", () => forgetDraft(form.dataset.draft));
};

const empty = (form) => {
  for (const field of form.elements) {
    if (["radio", "checkbox"].includes(field.type)) field.checked = false;
    else if (field.type === "textarea" || field.type === "text") field.value = "";
  }
};

forgetOldDrafts();
for (const done of document.querySelectorAll("[data-draft-done]")) forgetDraft(done.dataset.draftDone);

for (const form of document.querySelectorAll("form[data-draft]")) {
  const name = form.dataset.draft;
  const draft = readDraft(name);
  if (draft?.fields.length) isOfThisTab(name) ? restore(form, draft) : ask(form, draft);
  showCount(form);
  let waiting;
  form.addEventListener("input", () => {
    showCount(form);
    clearTimeout(waiting);
    waiting = setTimeout(() => keep(form), 300);
  });
  form.querySelector("[data-draft-kept] [data-draft-clear]")?.addEventListener("click", () => {
    clearTimeout(waiting);
    empty(form);
    forgetDraft(name);
    offerToClear(form, false);
    showCount(form);
    say(form, form.dataset.cleared, "waiting");
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
