// Answers that are typed and not sent, kept in the storage of this browser.
//
// A draft belongs to one person and one form: its name is a secret of both. The tab in which it was typed takes it up
// by itself, as after a reload; any other tab asks first. After twelve hours it is deleted. Loaded before evaluate.js.

const PREFIX = "hallway-draft-";
const KEPT_FOR = 12 * 60 * 60 * 1000;

const storage = (act) => {
  try {
    return act();
  } catch {
    return null; // Storage is switched off or full.
  }
};

const stored = (key) => {
  try {
    const draft = JSON.parse(localStorage.getItem(key));
    return Array.isArray(draft?.fields) && Date.now() - draft.at < KEPT_FOR ? draft : null;
  } catch {
    return null;
  }
};

/** The draft of this name, {at: milliseconds, fields: [[name, value]]}, or null. */
const readDraft = (name) => stored(PREFIX + name);

/** Keep these fields. Returns whether the browser took them. */
const keepDraft = (name, fields) =>
  storage(() => {
    localStorage.setItem(PREFIX + name, JSON.stringify({ at: Date.now(), fields }));
    sessionStorage.setItem(PREFIX + name, "here");
    return true;
  }) ?? false;

const forgetDraft = (name) =>
  storage(() => {
    localStorage.removeItem(PREFIX + name);
    sessionStorage.removeItem(PREFIX + name);
  });

/** Whether it was typed, or taken up, in this tab. */
const isOfThisTab = (name) => storage(() => sessionStorage.getItem(PREFIX + name) !== null) ?? false;

const takeUpHere = (name) => storage(() => sessionStorage.setItem(PREFIX + name, "here"));

/** Delete every draft of this browser that is older than twelve hours. */
const forgetOldDrafts = () =>
  storage(() => {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(PREFIX) && !stored(key)) localStorage.removeItem(key);
    }
  });
