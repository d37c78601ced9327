// Searching and paging the papers; without scripts the first rows stand in the page.

const PAGE = 50;
const { rows, countries } = JSON.parse(document.getElementById("citations").textContent);
const words = JSON.parse(document.getElementById("words").textContent);
const body = document.getElementById("citations-body");
const pager = document.getElementById("pager");
const search = document.getElementById("search");
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const named = (codes) => codes.map((code) => countries[code] || code).join(", ");
const sectors = (keys) => keys.map((key) => words.sectors[key]).join(", ");
let haystacks = null;
let found = rows;
let from = 0;

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function citation([key, title, url, year, authors, organisations, codes, kinds, used, status]) {
  const name = /^https?:\/\//.test(url || "") ? element("a", { href: url, rel: "noopener noreferrer" }, title) : title;
  const evidence = element("a", { href: `rows.html#uses?paper_id=${encodeURIComponent(key)}` }, words.evidence);
  return element(
    "tr", {},
    element("td", {}, name, element("br"), element("span", { class: "quiet" }, authors)),
    element("td", { class: "n" }, year ?? ""),
    element("td", {}, organisations.join("; ")),
    element("td", {}, named(codes)),
    element("td", {}, sectors(kinds)),
    element("td", {}, used.join(", ")),
    element("td", {}, element("span", { class: `badge ${status}` }, words.status[status]), " ", evidence),
  );
}

function draw() {
  const last = Math.min(from + PAGE, found.length);
  body.replaceChildren(...found.slice(from, last).map(citation));
  document.getElementById("found").textContent = fill(words.rows, { from: found.length ? from + 1 : 0, to: last, all: found.length.toLocaleString(document.documentElement.lang) });
  const step = (text, to, off) => {
    const button = element("button", { type: "button" }, text);
    button.disabled = off;
    button.addEventListener("click", () => { from = to; draw(); });
    return button;
  };
  pager.replaceChildren(step(words.previous, Math.max(0, from - PAGE), from === 0), step(words.next, from + PAGE, last >= found.length));
}

function look() {
  const needles = plain(search.value.trim()).split(/\s+/).filter(Boolean);
  haystacks ??= rows.map((row) => plain([row[1], row[3], row[4], row[5].join(" "), named(row[6]), sectors(row[7]), row[8].join(" "), row[9]].join(" ")));
  found = needles.length ? rows.filter((_, n) => needles.every((needle) => haystacks[n].includes(needle))) : rows;
  from = 0;
  draw();
}

// As in the release's own CSV files: a text that a spreadsheet would run has an apostrophe before it.
function csvCell(value) {
  let text = String(value ?? "");
  if (typeof value !== "number" && /^['\s\u0000-\u0020\u007f-\u00a0\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠|]/.test(text)) text = `'${text}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function save() {
  const head = ["paper_id", "title", "url", "year", "authors", "organisations", "countries", "sectors", "members", "use_status"];
  const lines = [head, ...found].map((row) => row.map((v) => csvCell(Array.isArray(v) ? v.join(";") : v)).join(","));
  const link = element("a", { href: URL.createObjectURL(new Blob([lines.join("\r\n") + "\r\n"], { type: "text/csv" })), download: words.filename });
  link.click();
  URL.revokeObjectURL(link.href);
}

search.addEventListener("input", look);
const saveButton = document.getElementById("save");
saveButton.hidden = false;
saveButton.addEventListener("click", save);
draw();
document.documentElement.dataset.ready = "true";
