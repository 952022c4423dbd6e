// Times of an agenda while minutes and order change. The server computes the same when the form is sent.
//
// <ol data-agenda data-start="540" data-planned="270" data-zone-words="…">
//   <li data-minutes="10" [data-pinned="690"]> <strong data-time> <input data-minutes-field> … <span data-late>
// Anywhere: <span data-agenda-total data-fits="{total} of {planned} minutes" data-over="…{over}…" data-under="…{under}…">
//           <span data-agenda-end>. Rows with data-parallel run beside the row before and take no time.

const clock = (minutes) => {
  const hour = Math.floor(minutes / 60) % 24;
  return `${hour % 12 || 12}:${String(minutes % 60).padStart(2, "0")}`;
};

const minutesOf = (row) => {
  const field = row.querySelector("[data-minutes-field]");
  const typed = field ? Number.parseInt(field.value, 10) : Number(row.dataset.minutes);
  return Number.isFinite(typed) && typed > 0 && typed < 1440 ? typed : 0;
};

const fill = (sentence, values) => Object.entries(values).reduce((text, [key, value]) => text.replaceAll(`{${key}}`, value), sentence || "");

const showPin = (row, starts) => {
  const words = row.querySelector("[data-late]");
  if (!words || !row.dataset.pinned) return;
  const late = starts - Number(row.dataset.pinned);
  words.textContent = late > 0 ? fill(words.dataset.lateWords, { minutes: late }) : late < 0 ? fill(words.dataset.earlyWords, { minutes: -late }) : "";
  words.hidden = late === 0;
};

const showTotal = (agenda, total) => {
  const planned = Number(agenda.dataset.planned);
  const words = document.querySelector("[data-agenda-total]");
  if (!words) return;
  const over = total - planned;
  const sentence = over > 0 ? words.dataset.over : over < 0 ? words.dataset.under : words.dataset.fits;
  const text = fill(sentence, { total, planned, over, under: -over });
  const pill = words.closest(".h-pill");
  if (pill) {
    pill.classList.toggle("h-pill--stop", over > 0);
    pill.classList.toggle("h-pill--ok", over === 0);
    pill.classList.toggle("h-pill--wait", over < 0);
  }
  if (words.textContent !== text) words.textContent = text;
};

const recompute = (agenda) => {
  let at = Number(agenda.dataset.start);
  let total = 0;
  let beside = { starts: at, longest: 0 };
  for (const row of agenda.querySelectorAll(":scope > li")) {
    const minutes = minutesOf(row);
    const parallel = "parallel" in row.dataset;
    const starts = parallel ? beside.starts : at;
    const grows = parallel ? Math.max(0, minutes - beside.longest) : minutes;
    beside = parallel ? { starts, longest: Math.max(beside.longest, minutes) } : { starts, longest: minutes };
    const time = row.querySelector("[data-time]");
    if (time) time.textContent = clock(starts);
    const length = row.querySelector("[data-length]");
    if (length) length.textContent = minutes;
    showPin(row, starts);
    at += grows;
    total += grows;
  }
  showTotal(agenda, total);
  const end = document.querySelector("[data-agenda-end]");
  if (end) end.textContent = clock(at);
};

document.querySelectorAll("[data-agenda]").forEach((agenda) => {
  agenda.addEventListener("input", () => recompute(agenda));
  agenda.addEventListener("reordered", () => recompute(agenda));
});
// A page that was changed and not saved says so before it is left.
document.querySelectorAll("form[data-warn]").forEach((form) => {
  let changed = false;
  const warn = (event) => changed && event.preventDefault();
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("reordered", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  window.addEventListener("beforeunload", warn);
});
