// Roll call without reloads. Each row of [data-roll] has plain forms that post a status; this script sends them
// in the background, one after another, and puts the rows of the answer in place of the old ones.
//
// A tap stands in `taps` until the server has answered it. Without signal it stays there, the row says so, and it
// is sent again: when signal is back, every LOOK milliseconds, and by "Try again". Sending a mark twice changes
// nothing, and the server refuses a mark on a row that somebody else has changed meanwhile (`version`). In the
// same rhythm the page asks for what other people marked. All words come from the page: data attributes and
// <template id="roll-…">.
//
// The search filters the rows as one types; Enter goes to the first one found. Where the page holds a part of the
// list only, Enter asks the server.

const LOOK = 10000, PATIENCE = 15000, DOUBLE_TAP = 700;
const list = document.querySelector("[data-roll]");
const taps = new Map(), tappedAt = new Map();
let busy = false, answers = 0, token;

const one = (selector) => document.querySelector(selector);
const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
const part = (name) => document.getElementById(`roll-${name}`).content.cloneNode(true);
const speak = (words) => { one("[data-roll-said]").textContent = words; };
const counts = (status) => list.dataset.attended.split(" ").includes(status);
const waiting = (state) => [...taps.values()].filter((tap) => tap.state === state);

const seen = () => [...list.children].map((row) => `${row.id.slice(4)}-${row.dataset.version}`).join(",");

// The counts as they will be when everything that waits has arrived.
const showCounts = () => {
  let here = +list.dataset.here, unmarked = +list.dataset.unmarked;
  const sending = waiting("sending"), kept = waiting("kept"), received = here;
  for (const { row, status } of [...sending, ...kept]) {
    const was = document.getElementById(row).dataset.status;
    here += counts(status) - counts(was);
    unmarked += !status - !was;
  }
  const finish = one("[data-roll-finish]"), chip = one("[data-roll-unmarked]"), total = list.dataset.total;
  one("[data-roll-here]").textContent = here;
  one("[data-roll-count]").textContent = fill(one("[data-roll-count]").dataset.words, { here, total });
  if (finish) finish.textContent = unmarked ? fill(finish.dataset.words, { n: unmarked }) : finish.dataset.wordAll;
  if (chip) chip.textContent = unmarked;
  const facts = one("[data-roll-received]");
  if (facts) {
    const said = [[facts.dataset.received, received], [facts.dataset.sending, sending.length], [facts.dataset.kept, kept.length]];
    facts.textContent = said.filter(([, n], first) => n || !first).map(([words, n]) => fill(words, { n })).join(" ");
  }
  const closed = list.dataset.stage === "closed" && list.dataset.closedMeanwhile;
  const line = one("[data-roll-line]");
  line.hidden = !kept.length && !closed;
  line.querySelector("span").textContent = kept.length ? fill(list.dataset.keptLine, { n: kept.length }) : list.dataset.closedLine;
};

const say = (row, why, words) => {
  row.querySelector(".h-roll__say")?.remove();
  if (!why) return;
  row.append(part(why));
  const place = row.querySelector(".h-roll__say span");
  if (words) place.textContent = words;
  speak(`${row.querySelector("strong").textContent}: ${place.textContent.trim()}`);
};

const drawTap = (tap, why) => {
  const row = document.getElementById(tap.row), button = row.querySelector("[data-tap]");
  const mark = row.querySelector("[data-mark]");
  mark.replaceChildren(part(tap.state));
  mark.querySelector("strong").textContent = tap.word;
  if (button) {
    button.value = tap.status ? "" : "present";
    button.className = tap.status ? "h-quiet-btn" : "btn btn-outline-primary";
    button.firstChild.textContent = tap.status ? list.dataset.wordUndo : list.dataset.wordHere;
  }
  say(row, why);
};

// Puts the answer in place. The button of a row keeps the focus that its row had; an open name stays open.
const take = (news, own) => {
  token = news.token;
  if (news.stage === "closed" && list.dataset.stage !== "closed") list.dataset.closedMeanwhile = "yes";
  for (const name of ["here", "total", "unmarked", "stage"]) list.dataset[name] = news[name];
  document.querySelectorAll("[data-while-open]").forEach((part) => { part.hidden = news.stage === "closed"; });
  for (const [id, html] of Object.entries(news.rows)) {
    const old = document.getElementById(id);
    if (!old || taps.has(id) || (id !== own && old.querySelector("details[open]"))) continue;
    const holder = document.createElement("ul"), had = old.contains(document.activeElement);
    holder.innerHTML = html;
    const row = holder.firstElementChild, said = old.querySelector(".h-roll__say");
    if (said) row.append(said);
    old.replaceWith(row);
    if (had) buttonOf(row)?.focus({ preventScroll: true });
  }
  filter();
};

// { news } or { why } the server did not answer as hoped. A redirect leads to signing in.
const ask = async (address, body) => {
  const patience = new AbortController(), timer = setTimeout(() => patience.abort(), PATIENCE);
  const options = { redirect: "manual", headers: { Accept: "application/json" }, signal: patience.signal };
  try {
    const answer = await fetch(address, body ? { method: "POST", body, ...options } : options);
    if (answer.type === "opaqueredirect") return { why: "signed-out" };
    if (answer.ok || answer.status === 409) return { news: await answer.json() };
    return { why: { 403: "forbidden", 404: "gone" }[answer.status] || "broken" };
  } catch {
    return { why: "no-signal" };
  } finally {
    clearTimeout(timer);
  }
};

const lookAddress = () => `${list.dataset.roll}?${new URLSearchParams({ seen: seen(), stage: list.dataset.stage })}`;

const post = async (tap) => {
  const values = { ...(token && { csrfmiddlewaretoken: token }), version: tap.version, seen: seen(), stage: list.dataset.stage, seconds_ago: Math.round((Date.now() - tap.at) / 1000) };
  for (const [name, value] of Object.entries(values)) tap.body.set(name, value);
  const answer = await ask(tap.address, tap.body);
  if (answer.why !== "forbidden" || tap.renewed) return answer;
  // The token is refused after signing in anew in another tab: the page itself gives a new one.
  tap.renewed = true;
  const { news, why } = await ask(lookAddress());
  if (!news) return { why: why || answer.why };
  token = news.token;
  return post(tap);
};

const settle = (tap, { news, why }) => {
  answers += 1;
  const newest = taps.get(tap.row) === tap;
  if (news) {
    if (newest) taps.delete(tap.row);
    take(news, tap.row);
    const row = document.getElementById(tap.row);
    if (news.refused) say(row, "refused", news.refused);
    else {
      say(row);
      speak(news.said);
    }
    if (!newest) takeVersion(taps.get(tap.row), news);
    return;
  }
  const all = why === "no-signal" || why === "signed-out" ? waiting("sending") : newest ? [tap] : [];
  for (const each of all) {
    each.state = why === "forbidden" || why === "gone" ? "failed" : "kept";
    drawTap(each, why);
  }
};

// A second tap on a row whose first one has just been answered goes on from that answer.
const takeVersion = (tap, news) => {
  const holder = document.createElement("ul");
  holder.innerHTML = news.rows[tap.row];
  tap.version = holder.firstElementChild.dataset.version;
};

const send = async () => {
  if (busy) return;
  busy = true;
  for (let tap; (tap = waiting("sending")[0]); showCounts()) settle(tap, await post(tap));
  busy = false;
};

const again = (states) => {
  for (const tap of taps.values()) {
    if (!states.includes(tap.state)) continue;
    tap.state = "sending";
    tap.renewed = false;
    drawTap(tap);
  }
  showCounts();
  send();
};

const look = async () => {
  if (document.hidden || busy) return;
  if (waiting("kept").length) { again(["kept"]); return; }
  const before = answers, { news } = await ask(lookAddress());
  if (news && !busy && before === answers) { take(news); showCounts(); }
};

const tapped = (row, form, button) => {
  const body = new FormData(form), details = row.querySelector("details[open]");
  body.set(button.name, button.value);
  const word = button.firstChild.textContent.trim(), was = taps.get(row.id);
  const tap = { row: row.id, address: form.action, body, status: button.value, word, version: was?.version ?? row.dataset.version, at: Date.now(), state: "sending" };
  taps.set(row.id, tap);
  if (details) {
    details.open = false;
    buttonOf(row).focus({ preventScroll: true });
  }
  drawTap(tap);
  showCounts();
  send();
};

const plain = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const buttonOf = (row) => row.querySelector("[data-tap]") || row.querySelector("summary");

const filter = () => {
  const sought = plain(one("[data-roll-find] input").value).split(/\s+/);
  for (const row of list.children) {
    const who = plain(row.querySelector(".h-roll__who > summary, div.h-roll__who").textContent);
    row.hidden = !sought.every((word) => who.includes(word));
  }
  one("[data-roll-none]").hidden = [...list.children].some((row) => !row.hidden);
};

const toFirstFound = (event) => {
  if (list.children.length < +list.dataset.total) return;
  event.preventDefault();
  const found = [...list.children].find((row) => !row.hidden);
  if (found) buttonOf(found)?.focus();
  else speak(one("[data-roll-none]").textContent);
};

const begin = () => {
  one("[data-roll-find]").addEventListener("input", filter);
  one("[data-roll-find]").addEventListener("submit", toFirstFound);
  document.addEventListener("submit", (event) => {
    const row = event.target.closest("[data-roll] > li");
    if (!row || !event.submitter) return;
    event.preventDefault();
    // The second half of a double tap would undo the first.
    if (Date.now() - (tappedAt.get(row.id) || 0) < DOUBLE_TAP) return;
    tappedAt.set(row.id, Date.now());
    tapped(row, event.target, event.submitter);
  });
  list.addEventListener("keydown", (event) => event.repeat && event.key === "Enter" && event.preventDefault());
  list.addEventListener("click", (event) => event.target.closest("[data-again]") && again(["kept", "failed"]));
  window.addEventListener("online", () => again(["kept"]));
  window.addEventListener("beforeunload", (event) => taps.size && event.preventDefault());
  document.addEventListener("visibilitychange", look);
  setInterval(look, LOOK);
};

if (list) begin();
