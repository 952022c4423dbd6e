// A step of the application that is left without pressing its button, such as for another app, is saved as it is.
// Only where there is a draft already: before the first "Save and go on" nothing leaves the browser.
for (const form of document.querySelectorAll("form[data-draft-saved]")) {
  let changed = false;
  form.addEventListener("input", () => {
    changed = true;
  });
  form.addEventListener("submit", () => {
    changed = false;
  });
  document.addEventListener("visibilitychange", () => {
    if (!changed || document.visibilityState !== "hidden") return;
    changed = false;
    const body = new FormData(form);
    body.set("go", "back"); // without a look for mistakes
    fetch(form.action, { method: "POST", body, keepalive: true, redirect: "manual" });
  });
}
