// Ticked rows of a list: choose all, how many are chosen, and acts that say for how many they are.
//
// <table data-list-ticks="bulk"> with a box [data-tick-all] in its head and boxes of the form "bulk" in its
// rows, each with data-acts="offer remind"; <form id="bulk" data-bar> with [data-chosen] and buttons
// <button data-act="offer" data-one="Give 1 seat" data-many="Give {n} seats">.
// Without this file the boxes and the buttons work, and the next page says for how many.

for (const table of document.querySelectorAll("[data-list-ticks]")) {
  const form = document.getElementById(table.dataset.listTicks);
  const all = table.querySelector("[data-tick-all]");
  const boxes = [...table.querySelectorAll("tbody input[type=checkbox]")];
  if (!form || !boxes.length) continue;
  const said = form.querySelector("[data-chosen]");
  const may = (box, act) => box.dataset.acts.split(" ").includes(act);

  const show = () => {
    const chosen = boxes.filter((box) => box.checked);
    form.hidden = chosen.length === 0;
    all.checked = chosen.length === boxes.length;
    all.indeterminate = chosen.length > 0 && !all.checked;
    said.textContent = said.dataset.words.replace("{n}", chosen.length);
    for (const button of form.querySelectorAll("[data-act]")) {
      const number = chosen.filter((box) => may(box, button.dataset.act)).length;
      button.hidden = number === 0;
      button.textContent = number === 1 ? button.dataset.one : button.dataset.many.replace("{n}", number);
    }
  };

  form.classList.add("is-live");
  all.closest("[hidden]").hidden = false;
  for (const part of form.querySelectorAll("[data-scripted]")) part.hidden = false;
  for (const part of form.querySelectorAll("[data-plain]")) part.hidden = true;
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    show();
  });
  table.addEventListener("change", show);
  form.addEventListener("click", (event) => {
    if (!event.target.closest("[data-clear]")) return;
    for (const box of boxes) box.checked = false;
    show();
    all.focus();
  });
  // What a button says is what it sends: boxes of rows to which its act does not apply stay behind.
  form.addEventListener("submit", (event) => {
    const act = event.submitter && event.submitter.dataset.act;
    for (const box of boxes) box.disabled = Boolean(act) && !may(box, act);
  });
  window.addEventListener("pageshow", () => {
    for (const box of boxes) box.disabled = false;
    show();
  });
  show();
}
