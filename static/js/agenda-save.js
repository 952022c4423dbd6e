// Saves order and minutes of an agenda by itself, as one request to the address its form has anyway.
//
// <form data-agenda-form data-saving="…" data-failed="…">, with #agenda-version inside. The server answers with
// the parts that follow (#agenda-sync, #agenda-day, #agenda-repairs, #agenda-version) and they take their places.
// When somebody else has changed the agenda, the form is sent the ordinary way and the server's page says so.

const PAUSE = 700;
const FOLLOWING = ["agenda-sync", "agenda-day", "agenda-repairs", "agenda-version"];

const say = (state, words) => {
  const line = document.querySelector("[data-sync]");
  if (!line) return;
  line.className = `h-sync h-sync--${state}`;
  for (const icon of line.querySelectorAll("[data-sync-icon]")) icon.hidden = icon.dataset.syncIcon !== state;
  line.querySelector("[data-sync-words]").textContent = words;
};

const follow = (text, ids) => {
  const page = new DOMParser().parseFromString(text, "text/html");
  for (const id of ids) {
    const [here, there] = [document.getElementById(id), page.getElementById(id)];
    if (here && there) here.replaceWith(there);
  }
};

// A block that is put elsewhere keeps what the next save has to compare with.
const rememberMinutes = (form) => {
  form.querySelectorAll("[data-minutes-field]").forEach((field) => {
    const was = field.parentElement.querySelector("[name^='was-']");
    if (was) was.value = field.value;
  });
};

const saver = (form) => {
  let waiting, sending = false, again = false, changed = false;
  const save = async () => {
    if (sending) { again = true; return; }
    sending = true;
    changed = false;
    say("saving", form.dataset.saving);
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { "X-Requested-With": "agenda" } });
      if (answer.status === 409) { form.requestSubmit(); return; }
      const text = await answer.text();
      if (answer.ok) { follow(text, FOLLOWING); rememberMinutes(form); }
      else if (answer.status === 422) { changed = true; follow(text, ["agenda-sync"]); }
      else throw new Error(answer.status);
    } catch {
      changed = true;
      say("failed", form.dataset.failed);
    }
    sending = false;
    if (again) { again = false; save(); }
  };
  const soon = () => {
    changed = true;
    clearTimeout(waiting);
    waiting = setTimeout(save, PAUSE);
  };
  form.addEventListener("input", soon);
  form.addEventListener("reordered", soon);
  form.addEventListener("submit", () => { clearTimeout(waiting); changed = false; });
  window.addEventListener("beforeunload", (event) => changed && event.preventDefault());
};

document.querySelectorAll("[data-agenda-form]").forEach((form) => {
  form.querySelectorAll("[data-handle]").forEach((handle) => { handle.hidden = false; });
  form.querySelectorAll("[data-without-script]").forEach((button) => { button.hidden = true; });
  saver(form);
});
