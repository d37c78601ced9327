// One table at a time; the address names it and what its rows must say: #papers?use_status=verified&members=ms1mv2

const PAGE = 100;
const described = JSON.parse(document.getElementById("tables").textContent);
const words = JSON.parse(document.getElementById("words").textContent);
const at = (id) => document.getElementById(id);
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const loading = new Map();
let shown = { table: "papers", filters: new URLSearchParams(), rows: [], from: 0 };

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== false) made.setAttribute(name, value === true ? "" : value);
  made.append(...children);
  return made;
}

function load(table) {
  if (!loading.has(table)) {
    loading.set(table, new Promise((resolve, reject) => {
      const script = element("script", { src: `rows/${table}.js` });
      script.onload = () => resolve(window.citetrail[table]);
      script.onerror = () => reject(new Error(fill(words.missing, { table })));
      document.head.append(script);
    }));
  }
  return loading.get(table);
}

function address() {
  const [name, query = ""] = location.hash.slice(1).split("?");
  return { table: described[name] ? name : "papers", filters: new URLSearchParams(query) };
}

// A filter value with | means any of these; ! before it means not; an empty value means nothing stands there.
function passes(value, wanted, many) {
  const negative = wanted.startsWith("!");
  const options = (negative ? wanted.slice(1) : wanted).split("|");
  const has = many ? String(value ?? "").split(";") : [value === null ? "" : String(value)];
  return options.some((option) => has.includes(option)) !== negative;
}

async function show() {
  const { table, filters } = address();
  const about = described[table];
  const columns = Object.keys(about.columns);
  for (const link of document.querySelectorAll("[data-table]")) {
    if (link.dataset.table === table) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current");
  }
  at("title").textContent = about.title;
  at("description").textContent = about.description;
  at("download").href = `${table}.csv`;
  at("count").textContent = words.loading;
  let all;
  try { all = await load(table); } catch (error) { at("count").textContent = error.message; return; }
  const needle = plain(at("find").value.trim());
  const wanted = [...filters].filter(([name]) => columns.includes(name));
  const tests = wanted.map(([name, value]) => [columns.indexOf(name), value, about.many.includes(name)]);
  const rows = all.filter((row) => tests.every(([n, value, many]) => passes(row[n], value, many))
    && (!needle || row.some((cell) => cell !== null && plain(String(cell)).includes(needle))));
  shown = { table, filters, rows, from: 0 };
  drawFilters(wanted);
  at("head").replaceChildren(element("tr", {}, ...columns.map((name) => element("th", { scope: "col", title: about.columns[name] }, name))));
  const wantedNames = new Set(columns.map((name) => pointsAt(name).split(".")[0]));
  if (columns.includes("entity")) { wantedNames.add("papers"); wantedNames.add("organisations"); }
  await Promise.all([...wantedNames].filter((name) => NAMES[name]).map(nameTable));
  if (shown.rows === rows) draw();
}

function drawFilters(wanted) {
  at("filters").replaceChildren(...wanted.map(([name, value]) => {
    const rest = new URLSearchParams(shown.filters);
    rest.delete(name);
    const remove = element("button", { type: "button", "aria-label": fill(words.remove, { name }) }, "×");
    remove.addEventListener("click", () => { location.hash = `${shown.table}?${rest}`; });
    return element("span", { class: "filter" }, `${name}: ${value.replaceAll("|", ", ") || words.empty}`, remove);
  }));
}

// Names of what identifiers point at: the script of the table that holds them is loaded once a table is shown.
const NAMES = { papers: "title", organisations: "name", members: "name", markers: "name", events: "title" };
const named = new Map();
async function nameTable(table) {
  if (named.has(table)) return;
  named.set(table, new Map());
  let rows;
  try { rows = await load(table); } catch { return; } // the identifiers stay
  const columns = Object.keys(described[table].columns);
  const [key, name] = [columns.indexOf(described[table].key), columns.indexOf(NAMES[table])];
  for (const row of rows) named.get(table).set(String(row[key]), row[name]);
}

// Where a column points: by the tables' own keys, and where one column holds keys of several tables.
function pointsAt(name) {
  const about = described[shown.table];
  if (about.refers[name]) return about.refers[name];
  if (name === "evidence_ids") return "evidence.evidence_id";
  if (name === "claim_id" || name === "sector_claim_id") return "decisions.claim_id";
  if (name === "decision_ids" || name === "undoes") return "decisions.decision_id";
  if (name === "paper_id" && shown.table !== "papers") return "papers.paper_id";
  // Who took part in a challenge need not stand among the organisations that wrote papers.
  if (name === "organisation_id" && !["organisations", "participants"].includes(shown.table)) return "organisations.organisation_id";
  if (name === "members") return "members.member";
  return "";
}

function entityTable(row) {
  const columns = Object.keys(described[shown.table].columns);
  const kind = row[columns.indexOf("entity_kind")];
  return kind === "paper" ? "papers.paper_id" : "organisations.organisation_id";
}

function linkText(table, id, number) {
  if (table === "evidence") return fill(words.quotation, { n: number + 1 });
  if (table === "decisions") return words.votes;
  return (named.get(table) && named.get(table).get(id)) || id;
}

function cell(name, value, row) {
  const about = described[shown.table];
  const made = element("td", { "data-column": name });
  if (value === null) return made;
  const reference = name === "entity" ? entityTable(row) : pointsAt(name);
  if (reference) {
    const [table, key] = reference.split(".");
    const ids = about.many.includes(name) ? String(value).split(";") : [String(value)];
    ids.forEach((id, n) => {
      const link = element("a", { href: `#${table}?${new URLSearchParams({ [key]: id })}`, title: id }, linkText(table, id, n));
      made.append(n ? "; " : "", link);
    });
  } else if (/^https?:\/\/\S+$/.test(value)) {
    made.append(element("a", { href: value, rel: "noopener noreferrer" }, value));
  } else made.append(String(value));
  return made;
}

function draw() {
  const columns = Object.keys(described[shown.table].columns);
  const { rows, from } = shown;
  const last = Math.min(from + PAGE, rows.length);
  at("body").replaceChildren(...rows.slice(from, last).map((row) => element("tr", {}, ...row.map((value, n) => cell(columns[n], value, row)))));
  at("count").textContent = fill(words.rows, { from: rows.length ? from + 1 : 0, to: last, all: rows.length.toLocaleString("en") });
  const step = (text, to, off) => {
    const button = element("button", { type: "button", disabled: off }, text);
    button.addEventListener("click", () => { shown.from = to; draw(); });
    return button;
  };
  at("pager").replaceChildren(step(words.previous, Math.max(0, from - PAGE), from === 0), step(words.next, from + PAGE, last >= rows.length));
  document.documentElement.dataset.ready = "true";
}

addEventListener("hashchange", () => { at("find").value = ""; show(); });
at("find").addEventListener("input", show);
show();
