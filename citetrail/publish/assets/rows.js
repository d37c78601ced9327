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
  draw();
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

function cell(name, value) {
  const about = described[shown.table];
  const made = element("td", {});
  if (value === null) return made;
  const reference = about.refers[name] || (name === "evidence_ids" ? "evidence.evidence_id" : name === "claim_id" ? "decisions.claim_id" : "");
  if (reference) {
    const [table, key] = reference.split(".");
    const ids = about.many.includes(name) ? String(value).split(";") : [String(value)];
    made.append(element("a", { href: `#${table}?${new URLSearchParams({ [key]: ids.join("|") })}` }, ids.join(" ")));
  } else if (/^https?:\/\/\S+$/.test(value)) {
    made.append(element("a", { href: value, rel: "noopener noreferrer" }, value));
  } else made.append(String(value));
  return made;
}

function draw() {
  const columns = Object.keys(described[shown.table].columns);
  const { rows, from } = shown;
  const last = Math.min(from + PAGE, rows.length);
  at("body").replaceChildren(...rows.slice(from, last).map((row) => element("tr", {}, ...row.map((value, n) => cell(columns[n], value)))));
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
