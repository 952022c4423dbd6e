// When a form comes back with mistakes, the summary gets the focus, so that it is read first.
const summary = document.getElementById("errors");
if (summary) {
  summary.focus();
  document.title = `${summary.querySelector("h2").textContent.trim()}: ${document.title}`;
}
