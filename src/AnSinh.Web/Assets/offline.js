// The public check over a table that stands in the page: what the rules answered, asked beforehand. Nothing typed leaves the page.
const table = JSON.parse(document.getElementById("bang").textContent);
const [first, rest, faults, saved, old] = ["dau", "tiep", "loi", "luu", "cu"].map(id => document.getElementById(id));
const say = (key, ...parts) => parts.reduce((text, part, index) => text.replaceAll(`{${index}}`, part), table.words[key].replace(/\{(\d)\|([^|{}]*)\|([^|{}]*)\}/g, (all, place, one, many) => parts[place] === 1 ? one : many));
const month = text => text.split("-").reverse().join("/");
let path = [];

function make(name, text, attributes = {}, ...children) {
  const element = document.createElement(name);
  if (text) element.textContent = text;
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  element.append(...children);
  return element;
}

const pad = number => String(number).padStart(2, "0");
const iso = (year, inMonth, day) => `${year}-${pad(inMonth)}-${pad(day)}`;
const today = () => { const now = new Date(Date.now() + 7 * 3600e3); return iso(now.getUTCFullYear(), now.getUTCMonth() + 1, now.getUTCDate()); };
const latest = () => today() > table.made ? today() : table.made;
const daysOf = (year, inMonth) => new Date(Date.UTC(year, inMonth, 0)).getUTCDate();

/** The first and the last day on which somebody can have been born; faults by field. */
function readBirth(day, inMonth, year) {
  const last = Number(latest().slice(0, 4)), wrong = {};
  if (!/^\d{4}$/.test(year) || year < last - 130 || year > last) wrong.nam = say("check.fault.year", last - 130, last);
  else if (inMonth === "" && day !== "" || inMonth !== "" && (!/^\d{1,2}$/.test(inMonth) || inMonth < 1 || inMonth > 12)) wrong.thang = say("check.fault.month");
  else if (day !== "" && (!/^\d{1,2}$/.test(day) || day < 1 || day > daysOf(year, inMonth))) wrong.ngay = say("check.fault.day");
  const from = iso(year, inMonth || 1, day || 1), to = iso(year, inMonth || 12, day || daysOf(year, inMonth || 12));
  if (!Object.keys(wrong).length && from > latest()) wrong.nam = say("check.fault.future");
  return { wrong, from, to };
}

function rootOf(births, from, to) {
  const roots = births.filter(([begins], index) => begins <= to && (index + 1 === births.length || births[index + 1][0] > from)).map(([, root]) => root);
  return new Set(roots).size === 1 ? roots[0] : null;
}

function show(...content) {
  first.hidden = true;
  rest.replaceChildren(...content);
  rest.hidden = false;
  const head = rest.querySelector("h1");
  head.tabIndex = -1;
  head.focus({ preventScroll: true });
  scrollTo(0, 0);
}

function begin() {
  path = [];
  rest.hidden = true;
  first.hidden = false;
}

const again = () => { const button = make("button", say("check.again"), { type: "button", class: "btn btn-2" }); button.addEventListener("click", begin); return make("p", "", { class: "acts sec" }, button); };

function back() {
  const button = make("button", say("check.back"), { type: "button", class: "link-btn" });
  button.addEventListener("click", () => { path.length > 1 ? (path.pop(), step()) : begin(); });
  return make("p", "", { class: "acts" }, button);
}

function cannot(why) {
  show(make("h1", say("offline.cannot")), make("div", "", { class: "note sec" }, make("p", why)), make("p", say("offline.cannot.where")), make("p", "", { class: "acts sec" }, make("a", say("offline.online"), { class: "btn", href: "/toi-duoc-huong-gi" })), path.length ? back() : "", again());
}

function step() {
  const at = path[path.length - 1].node, [index, ...next] = table.nodes[at];
  if (index < 0) return result(table.results[next[0]]);
  const question = table.questions[index];
  if (!next.length) return cannot(say("offline.cannot.next", question.title));
  const options = [...question.labels.map((label, place) => [label, place]), ...(question.kind === "number" ? [[say("offline.some"), -1]] : []), [question.other, -1]];
  const choices = make("div", "", { class: "choices" }, ...options.map(([label, place]) => make("label", "", { class: "choice" }, make("input", "", { type: "radio", name: "tra-loi", value: place, "data-label": label }), make("span", label))));
  const error = make("span", "", { class: "err i i-late", role: "alert", hidden: "" });
  const form = make("form", "", { class: "stack q-now", novalidate: "" }, make("p", say("check.progress", path.length + 1, 10), { class: "prog" }),
    make("fieldset", "", { class: "stack" }, make("legend", "", {}, make("h1", question.title)), make("p", question.hint, { class: "hint" }), error, choices), make("p", "", { class: "acts sec" }, make("button", say("check.continue"), { type: "submit", class: "btn" })), back());
  form.addEventListener("submit", event => {
    event.preventDefault();
    const chosen = form.querySelector("input:checked");
    if (!chosen) { error.textContent = say("check.fault.choose"); error.hidden = false; form.querySelector("input").focus(); return; }
    path[path.length - 1].said = [question.title, chosen.dataset.label];
    chosen.value === "-1" ? cannot(say("offline.cannot.answer", question.title, chosen.dataset.label)) : (path.push({ node: next[chosen.value] }), step());
  });
  show(form);
}

function result([owed, missing]) {
  const text = index => table.strings[index];
  show(make("h1", owed.length ? say("check.result.some", owed.length) : say("check.result.none")),
    ...(owed.length ? [make("div", "", { class: "sec-in" }, ...owed.map(([name, amount, per, ref, grade]) => make("section", "", { class: "ben" }, make("div", "", { class: "ben-top" }, make("h2", text(name), { class: "h3" }), make("p", "", {}, make("span", text(amount), { class: "money money-l" }), make("span", ` ${text(per)}`, { class: "per" }))),
      make("p", `${text(ref)} `, { class: "cite" }, text(grade) ? make("span", text(grade), { class: "tag tag-grade" }) : ""))))] : [make("p", say("check.result.none.next"))]),
    ...(missing.length ? [make("section", "", { class: "sec" }, make("h2", say("check.unknown")), make("p", say("check.unknown.aside"), { class: "soft" }), make("ul", "", { class: "list" }, ...missing.map(fact => make("li", text(fact)))))] : []),
    make("section", "", { class: "sec" }, make("h2", say("check.answers")), make("ul", "", { class: "list" }, ...path.filter(one => one.said).map(({ said: [question, answer] }) => make("li", `${question} `, {}, make("strong", answer))))),
    make("div", "", { class: "note sec" }, make("p", say("check.alone"))), make("p", say("offline.result.legal", month(table.month), month(table.made)), { class: "cite sec" }), back(), again());
}

first.addEventListener("submit", event => {
  event.preventDefault();
  const typed = name => first.elements[name].value.trim(), { wrong, from, to } = readBirth(typed("ngay"), typed("thang"), typed("nam"));
  if (!typed("gioi")) wrong.gioi = say("check.fault.sex");
  faults.hidden = !Object.keys(wrong).length;
  faults.replaceChildren(make("h2", say("offline.faults"), { class: "h3" }), make("ul", "", {}, ...Object.entries(wrong).map(([name, text]) => {
    const link = make("a", text, { href: `#${name}` });
    link.addEventListener("click", click => { click.preventDefault(); (first.elements[name][0] ?? first.elements[name]).focus(); });
    return make("li", "", {}, link);
  })));
  if (!faults.hidden) return faults.focus();
  if (table.own.includes(typed("tinh"))) return cannot(say("offline.cannot.own"));
  if (from.slice(0, 7) > table.month) return cannot(say("offline.cannot.later", month(table.month)));
  const root = rootOf(typed("gioi") === "nu" ? table.women : table.men, from, to);
  if (root === null) return cannot(say("offline.cannot.born"));
  path = [{ node: root }];
  step();
});

function age() {
  const over = today().slice(0, 7) > table.month;
  old.hidden = today() <= table.made;
  old.classList.toggle("bad", over);
  old.textContent = over ? say("offline.old", month(table.month)) : say("offline.older", month(table.made));
}

function tell(text) {
  saved.textContent = text;
  saved.hidden = false;
}

begin();
age();
if ("serviceWorker" in navigator) {
  const policy = window.trustedTypes?.createPolicy("ansinh-offline", { createScriptURL: url => url });
  navigator.serviceWorker.register(policy ? policy.createScriptURL("/khong-mang/sw.js") : "/khong-mang/sw.js", { scope: "/khong-mang/" })
    .then(() => navigator.serviceWorker.ready).then(() => tell(say("offline.saved")), () => navigator.serviceWorker.controller ? tell(say("offline.saved")) : tell(say("offline.not-saved")));
} else {
  tell(say("offline.not-saved"));
}
