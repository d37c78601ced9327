// The release's data as the page holds it: markers at once, papers' details when somebody opens or searches them.
// A marker is an organisation at one place; an organisation may have several.

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const index = read("index");
const words = read("words");
const details = new Map();
const PARTICIPANT = "participant";

const allMarkers = index.markers.map((row, number) => {
  const [id, organisation, name, country, city, lat, lng, precision, basis, sector, sectorStatus, links] = row;
  return { number, id, organisation, name, country, city, lat, lng, precision, basis, sector, sectorStatus, links };
});
// Teams in challenges: a kind of marker of its own, without papers; `teams` hold what is shown of each.
const participants = index.participants.map(([id, organisation, name, country, city, lat, lng, teams]) => ({
  id, organisation, name, country, city, lat, lng, precision: "city", basis: "seat", sector: PARTICIPANT, links: [], teams,
}));
allMarkers.push(...participants);
const byId = new Map(allMarkers.map((marker) => [marker.id, marker]));
const byOrganisation = new Map();
for (const marker of allMarkers) {
  if (!marker.organisation || marker.teams) continue;
  if (!byOrganisation.has(marker.organisation)) byOrganisation.set(marker.organisation, []);
  byOrganisation.get(marker.organisation).push(marker);
}
// The marker of an address: by its own id, else the organisation's one with most papers.
const markerOf = (key) => byId.get(key)
  || [...(byOrganisation.get(key) || [])].sort((a, b) => b.links.length - a.links.length || a.number - b.number)[0];

// A paper: [year, [[member, role, verified], …]], and 1 where its copies disagree. A link from an organisation: paper number × 2, plus 1 when verified.
const paperOf = (link) => link >> 1;
const isVerified = (link) => (link & 1) === 1;

function block(kind, number) {
  const key = `${kind}-${Math.floor(number / index.blockSize)}`;
  if (!details.has(key)) details.set(key, read(key));
  return details.get(key)[number % index.blockSize];
}
const paperDetails = (number) => block("papers", number);
const markerDetails = (number) => block("markers", number);

const countryName = (code) => index.countries[code] || code || words.unknown_country;
const memberName = (slug) => index.memberNames[index.members.indexOf(slug)] || slug;
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const plural = (count, [one, many]) => fill(count === 1 ? one : many, { n: count.toLocaleString(document.documentElement.lang) });

// Elements are made, never parsed: nothing from a paper is ever markup.
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child != null));
  return made;
}

const SVG = "http://www.w3.org/2000/svg";
function svgElement(tag, attributes, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function safeLink(url, text, attributes = {}) {
  if (!/^https?:\/\//.test(url || "")) return element("span", {}, text);
  return element("a", { href: url, rel: "noopener noreferrer", ...attributes }, text);
}
