const people = JSON.parse(document.getElementById("people").textContent);
const words = JSON.parse(document.getElementById("words").textContent);
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const folded = people.map((row) => [fold(row[0]), fold(row[2])]);
const name = document.getElementById("name"), keyword = document.getElementById("keyword");
const body = document.getElementById("rows"), told = document.getElementById("told");

const cell = (tag, text) => {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
};

const shown = (row) => {
  const line = document.createElement("tr");
  const head = document.createElement("th");
  head.scope = "row";
  head.textContent = row[0];
  const about = cell("td", row[2]);
  if (row[4]) {
    const link = cell("a", words.source);
    link.href = row[4];
    link.rel = "noopener noreferrer";
    about.append(" ", link);
  }
  const count = cell("td", row[3].toLocaleString(document.documentElement.lang));
  count.className = "n";
  line.append(head, count, about, cell("td", row[1]));
  return line;
};

const search = () => {
  const parts = fold(name.value).split(/\s+/u).filter(Boolean), wanted = fold(keyword.value).trim();
  const found = people.filter((_, at) => parts.every((part) => folded[at][0].includes(part)) && folded[at][1].includes(wanted));
  body.replaceChildren(...found.slice(0, words.most).map(shown));
  told.textContent = found.length === 1 ? words.one : words.found.replace("{n}", found.length.toLocaleString(document.documentElement.lang));
};

for (const field of [name, keyword]) field.addEventListener("input", search);
document.getElementById("search").hidden = false;
search();
document.documentElement.dataset.ready = "";
