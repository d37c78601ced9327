// The same organisations as a table, for those who read better in rows, and for screen readers.

const PAGE = 100;
const tableBody = document.getElementById("table-body");
const tablePager = document.getElementById("table-pager");
let tableRows = [];
let tableAt = 0;

const yearsOf = (links) => {
  const years = links.map((link) => index.papers[paperOf(link)][0]).filter(Boolean);
  return years.length ? [years.reduce((a, b) => Math.min(a, b)), years.reduce((a, b) => Math.max(a, b))] : null;
};
const COLUMNS = {
  name: (e) => e.organisation.name,
  sector: (e) => SECTORS.indexOf(e.organisation.sector),
  country: (e) => (e.organisation.country ? countryName(e.organisation.country) : "~"),
  city: (e) => e.organisation.city || "~",
  papers: (e) => -e.links.length,
  years: (e) => (yearsOf(e.links) || [9999])[0],
};

function sortedRows(found) {
  const [name, direction] = (state.sort || "papers").split("-");
  const value = COLUMNS[name] || COLUMNS.papers;
  const sign = direction === "back" ? -1 : 1;
  const keyed = found.map((entry) => [value(entry), entry]);
  const compare = (a, b) => (typeof a === "string" ? a.localeCompare(b, "en") : a - b);
  keyed.sort((a, b) => sign * compare(a[0], b[0]) || a[1].organisation.name.localeCompare(b[1].organisation.name, "en"));
  return keyed.map(([, entry]) => entry);
}

function drawTable(found) {
  tableRows = sortedRows(found);
  tableAt = 0;
  const [name, direction] = (state.sort || "papers").split("-");
  for (const head of document.querySelectorAll("th[data-column]")) {
    const here = head.dataset.column === name;
    head.setAttribute("aria-sort", here ? (direction === "back" ? "descending" : "ascending") : "none");
  }
  drawTablePage();
}

function tableRow(entry) {
  const { organisation, links } = entry;
  const years = yearsOf(links);
  const verified = links.filter(isVerified).length;
  const open = element("button", { type: "button", class: "link", "data-key": `row:${organisation.id}` }, organisation.name);
  open.addEventListener("click", () => { opener = `row:${organisation.id}`; openOrganisation(organisation, { focus: true }); });
  return element(
    "tr", {},
    element("th", { scope: "row" }, open),
    element("td", {}, symbol(organisation.sector), ` ${words.sectors[organisation.sector]}`),
    element("td", {}, organisation.country ? countryName(organisation.country) : "–"),
    element("td", {}, organisation.city || "–"),
    element("td", { class: "n" }, links.length.toLocaleString("en")),
    element("td", {}, years ? (years[0] === years[1] ? String(years[0]) : `${years[0]}–${years[1]}`) : "–"),
    element("td", { class: "n" }, verified.toLocaleString("en")),
  );
}

function drawTablePage() {
  const part = tableRows.slice(tableAt, tableAt + PAGE);
  tableBody.replaceChildren(...part.map(tableRow));
  const last = Math.min(tableAt + PAGE, tableRows.length);
  const told = fill(words.rows, { from: tableRows.length ? tableAt + 1 : 0, to: last, all: tableRows.length.toLocaleString("en") });
  const step = (text, to, off) => {
    const button = element("button", { type: "button", disabled: off }, text);
    button.addEventListener("click", () => { tableAt = to; drawTablePage(); document.getElementById("table").scrollTop = 0; });
    return button;
  };
  tablePager.replaceChildren(
    step(words.previous, Math.max(0, tableAt - PAGE), tableAt === 0),
    element("span", {}, told),
    step(words.next, tableAt + PAGE, last >= tableRows.length),
  );
}
