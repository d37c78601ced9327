// The same markers as a table, for those who read better in rows, and for screen readers.

const PAGE = 100;
const tableBody = document.getElementById("table-body");
const tablePager = document.getElementById("table-pager");
let tableRows = [];
let tableAt = 0;

const yearsOf = ({ marker, links, teams }) => {
  const years = marker.teams ? teams.map(([, date]) => Number(date.slice(0, 4))) : links.map((link) => index.papers[paperOf(link)][0]).filter(Boolean);
  return years.length ? [years.reduce((a, b) => Math.min(a, b)), years.reduce((a, b) => Math.max(a, b))] : null;
};
const COLUMNS = {
  name: (e) => e.marker.name,
  sector: (e) => KINDS.indexOf(e.marker.sector),
  country: (e) => (e.marker.country ? countryName(e.marker.country) : "~"),
  city: (e) => e.marker.city || "~",
  papers: (e) => -e.links.length,
  years: (e) => (yearsOf(e) || [9999])[0],
};

function sortedRows(found) {
  const [name, direction] = (state.sort || "papers").split("-");
  const value = COLUMNS[name] || COLUMNS.papers;
  const sign = direction === "back" ? -1 : 1;
  const keyed = found.map((entry) => [value(entry), entry]);
  const compare = (a, b) => (typeof a === "string" ? a.localeCompare(b, document.documentElement.lang) : a - b);
  keyed.sort((a, b) => sign * compare(a[0], b[0]) || a[1].marker.name.localeCompare(b[1].marker.name, document.documentElement.lang));
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
  const { marker, links } = entry;
  const years = yearsOf(entry);
  const verified = links.filter(isVerified).length;
  const open = element("button", { type: "button", class: "link", "data-key": `row:${marker.id}` }, marker.name);
  open.addEventListener("click", () => { opener = `row:${marker.id}`; openMarker(marker, { focus: true }); });
  return element(
    "tr", {},
    element("th", { scope: "row" }, open),
    element("td", {}, symbol(marker.sector), ` ${words.sectors[marker.sector]}`),
    element("td", {}, marker.country ? countryName(marker.country) : "–"),
    element("td", {}, marker.city || "–"),
    element("td", { class: "n" }, marker.teams ? "–" : links.length.toLocaleString(document.documentElement.lang)),
    element("td", {}, years ? (years[0] === years[1] ? String(years[0]) : `${years[0]}–${years[1]}`) : "–"),
    element("td", { class: "n" }, marker.teams ? "–" : verified.toLocaleString(document.documentElement.lang)),
  );
}

function drawTablePage() {
  const part = tableRows.slice(tableAt, tableAt + PAGE);
  tableBody.replaceChildren(...part.map(tableRow));
  const last = Math.min(tableAt + PAGE, tableRows.length);
  const told = fill(words.rows, { from: tableRows.length ? tableAt + 1 : 0, to: last, all: tableRows.length.toLocaleString(document.documentElement.lang) });
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
