// Put the rows of a list in another order with a mouse, a finger or the keyboard.
//
// <ol data-sortlist data-say="#say" data-moved="{name} is now {place} of {all}">
//   <li data-name="Welcome"> <button data-handle> <button data-move="-1"> <button data-move="1">
//
// The buttons are submit buttons of a form, so that everything also works without this file.
// With data-order="order" the list keeps a hidden field of that name: the rows' data-key, in order.
// After every move the list sends an event "reordered".

const rowsOf = (list) => [...list.querySelectorAll(":scope > li")];

const announce = (list, row) => {
  const rows = rowsOf(list);
  const place = document.querySelector(list.dataset.say);
  if (!place) return;
  const sentence = list.dataset.moved || "{name}: {place} / {all}";
  place.textContent = sentence
    .replace("{name}", row.dataset.name)
    .replace("{place}", rows.indexOf(row) + 1)
    .replace("{all}", rows.length);
};

const writeOrder = (list) => {
  const form = list.closest("form");
  const field = form && list.dataset.order && form.elements[list.dataset.order];
  if (field) field.value = rowsOf(list).map((row) => row.dataset.key).join(",");
};

const markEnds = (list) => {
  const rows = rowsOf(list);
  rows.forEach((row, place) => {
    const [earlier, later] = [row.querySelector("[data-move='-1']"), row.querySelector("[data-move='1']")];
    if (earlier) earlier.setAttribute("aria-disabled", place === 0);
    if (later) later.setAttribute("aria-disabled", place === rows.length - 1);
  });
};

const settled = (list, row) => {
  markEnds(list);
  writeOrder(list);
  announce(list, row);
  list.dispatchEvent(new CustomEvent("reordered", { bubbles: true, detail: { row } }));
};

const step = (list, row, direction) => {
  const rows = rowsOf(list);
  const other = rows[rows.indexOf(row) + direction];
  if (!other) return;
  if (direction < 0) other.before(row);
  else other.after(row);
  settled(list, row);
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-sortlist] [data-move]");
  if (!button) return;
  const list = button.closest("[data-sortlist]");
  // A list whose order is saved by each button, and by nothing else, is left to the server.
  if (!list.dataset.order) return;
  event.preventDefault();
  step(list, button.closest("li"), Number(button.dataset.move));
  button.focus();
});

document.addEventListener("keydown", (event) => {
  const handle = event.target.closest("[data-sortlist] [data-handle]");
  const direction = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!handle || !direction) return;
  event.preventDefault();
  step(handle.closest("[data-sortlist]"), handle.closest("li"), direction);
  handle.focus();
});

// The carried row stays where it is in the document and the others pass it: a row taken out would lose the pointer.
const carry = (list, row, y) => {
  const rows = rowsOf(list);
  const own = rows.indexOf(row);
  const middle = (other) => {
    const box = other.getBoundingClientRect();
    return box.top + box.height / 2;
  };
  rows.slice(0, own).filter((other) => y < middle(other)).reverse().forEach((other) => row.after(other));
  rows.slice(own + 1).filter((other) => y > middle(other)).forEach((other) => row.before(other));
};

document.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest("[data-sortlist] [data-handle]");
  if (!handle || event.button) return;
  const list = handle.closest("[data-sortlist]");
  const row = handle.closest("li");
  const from = rowsOf(list).indexOf(row);
  const listening = new AbortController();
  const move = (moved) => carry(list, row, moved.clientY);
  const drop = () => {
    listening.abort();
    row.classList.remove("is-carried");
    if (rowsOf(list).indexOf(row) !== from) settled(list, row);
  };
  row.classList.add("is-carried");
  handle.setPointerCapture(event.pointerId);
  handle.addEventListener("pointermove", move, { signal: listening.signal });
  handle.addEventListener("pointerup", drop, { signal: listening.signal });
  handle.addEventListener("pointercancel", drop, { signal: listening.signal });
});

document.querySelectorAll("[data-sortlist]").forEach(markEnds);
// Without this file there is nothing to drag with.
document.querySelectorAll("[data-sortlist] [data-handle]").forEach((handle) => { handle.hidden = false; });
