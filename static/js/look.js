// A look is the answer of a form that was sent, so the browser's Back would ask to send it again. In the history it
// stands as the page that leaves everything as it is; the form of the look names its own address.
history.replaceState(null, "", document.querySelector("[data-keep]").href);
