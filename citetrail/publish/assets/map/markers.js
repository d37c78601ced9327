// Markers: one for each city, or for several near ones while the map shows much of the world.

const SHAPES = {
  military: (r) => `M0 ${-r * 1.15}L${r * 1.1} ${r * 0.8}H${-r * 1.1}Z`,
  commercial: (r) => `M${-r * 0.88} ${-r * 0.88}H${r * 0.88}V${r * 0.88}H${-r * 0.88}Z`,
  government: (r) => `M0 ${-r * 1.2}L${r * 1.2} 0L0 ${r * 1.2}L${-r * 1.2} 0Z`,
  academic: (r) => `M${-r} 0A${r} ${r} 0 1 1 ${r} 0A${r} ${r} 0 1 1 ${-r} 0Z`,
  participant: (r) => `M${Array.from({ length: 10 }, (_, n) => star(n % 2 ? r * 0.6 : r * 1.2, n)).join("L")}Z`,
  unknown: (r) => `M${-r} ${-r * 0.4}L${-r * 0.4} ${-r}H${r * 0.4}L${r} ${-r * 0.4}V${r * 0.4}L${r * 0.4} ${r}H${-r * 0.4}L${-r} ${r * 0.4}Z`,
};
const star = (r, n) => `${(r * Math.sin(n * Math.PI / 5)).toFixed(2)} ${(-r * Math.cos(n * Math.PI / 5)).toFixed(2)}`;
const CELL = 60; // pixels: no marker reaches further
const CITY_ZOOM = 6; // from here on every city has its own

const radius = (papers) => Math.min(30, 6 + 2.6 * Math.sqrt(papers));

function shape(sector, r, extra = "") {
  return svgElement("path", { d: SHAPES[sector](r), class: `mark ${sector} ${extra}` });
}

function symbol(sector, size = 16) {
  const svg = svgElement("svg", { width: size, height: size, viewBox: "-10 -10 20 20", "aria-hidden": "true" });
  svg.append(shape(sector, 7.5));
  return svg;
}

// A ring of the sectors; one of which nobody has confirmed a use is drawn as a lone marker of that kind is.
function donut({ sectors, sure }, r) {
  const group = svgElement("g", {});
  const total = Object.values(sectors).reduce((sum, n) => sum + n, 0);
  let from = 0;
  for (const sector of SECTORS) {
    if (!sectors[sector]) continue;
    const to = from + sectors[sector] / total;
    group.append(svgElement("path", { d: arc(r, from, to), class: `slice ${sector}${sure.has(sector) ? "" : " doubt"}` }));
    from = to;
  }
  return group;
}

function arc(r, from, to) {
  const inner = r - Math.max(4, r * 0.28);
  if (to - from > 0.9999) {
    return `M0 ${-r}A${r} ${r} 0 1 1 -.01 ${-r}ZM0 ${-inner}A${inner} ${inner} 0 1 0 .01 ${-inner}Z`;
  }
  const at = (share, radius_) => {
    const angle = 2 * Math.PI * share - Math.PI / 2;
    return `${(radius_ * Math.cos(angle)).toFixed(2)} ${(radius_ * Math.sin(angle)).toFixed(2)}`;
  };
  const large = to - from > 0.5 ? 1 : 0;
  return `M${at(from, r)}A${r} ${r} 0 ${large} 1 ${at(to, r)}L${at(to, inner)}A${inner} ${inner} 0 ${large} 0 ${at(from, inner)}Z`;
}

// Markers at one place: a city or a site. What has no known city stands beside the map, not on it.
function spots(found) {
  const made = new Map();
  for (const entry of found) {
    const { marker } = entry;
    if (marker.lat == null) continue;
    const key = `${marker.lat.toFixed(2)},${marker.lng.toFixed(2)}`;
    let spot = made.get(key);
    if (!spot) {
      spot = { key, lat: marker.lat, lng: marker.lng, entries: [] };
      made.set(key, spot);
    }
    spot.entries.push(entry);
  }
  return [...made.values()];
}

// Greedy: the place with most papers takes in what lies under its marker, then the next one. Few comparisons, as
// only the neighbouring cells of a coarse grid are looked at.
function cluster(all, zoom, project) {
  if (zoom >= CITY_ZOOM) return all.map((spot) => ({ ...spot, spots: [spot] }));
  const cities = all.map((spot) => ({ spot, point: project(spot), papers: weight(spot), taken: false }));
  cities.sort((a, b) => b.papers - a.papers || (a.spot.key < b.spot.key ? -1 : 1));
  const cells = new Map();
  const cellOf = (point) => [Math.floor(point.x / CELL), Math.floor(point.y / CELL)];
  for (const city of cities) {
    const key = cellOf(city.point).join(":");
    if (!cells.has(key)) cells.set(key, []);
    cells.get(key).push(city);
  }
  const made = [];
  for (const city of cities) {
    if (city.taken) continue;
    const reach = Math.min(CELL, Math.max(40, radius(city.papers) + 18));
    const [x, y] = cellOf(city.point);
    const near = [];
    for (let dx = -1; dx <= 1; dx += 1) for (let dy = -1; dy <= 1; dy += 1) near.push(...(cells.get(`${x + dx}:${y + dy}`) || []));
    const group = near.filter((other) => !other.taken && city.point.distanceTo(other.point) <= reach);
    for (const other of group) other.taken = true;
    const { key, lat, lng } = city.spot;
    const spots_ = group.map((other) => other.spot);
    made.push({ key: group.length > 1 ? `near:${key}` : key, lat, lng, entries: spots_.flatMap((s) => s.entries), spots: spots_ });
  }
  return made;
}

const weight = (spot) => spot.entries.reduce((sum, entry) => sum + Math.max(1, entry.links.length), 0);

function tally(entries) {
  const sectors = {};
  const papers = new Set();
  const sure = new Set();
  for (const { marker, links } of entries) {
    sectors[marker.sector] = (sectors[marker.sector] || 0) + 1;
    for (const link of links) { papers.add(paperOf(link)); if (isVerified(link)) sure.add(marker.sector); }
  }
  return { sectors, papers: papers.size, sure, verified: sure.size > 0 };
}

// The cities of a group, those with most papers first: near places that go by one name are told once.
function placeNames(group) {
  const papers = new Map();
  for (const { marker, links } of group.entries) {
    const name = marker.city || countryName(marker.country);
    papers.set(name, (papers.get(name) || 0) + Math.max(1, links.length));
  }
  return [...papers].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0], document.documentElement.lang)).map(([name]) => name);
}
const NAMED = 3; // places of a cluster that its label tells

function whereLabel(group) {
  const names = placeNames(group);
  const told = names.slice(0, NAMED).join(", ");
  const more = names.length - NAMED;
  return more > 0 ? fill(words.more_places[more === 1 ? 0 : 1], { places: told, n: more }) : told;
}

function markerLabel(group, counts) {
  if (group.entries[0].marker.teams) return participantLabel(group);
  const told = [plural(counts.papers, words.papers), plural(group.entries.length, words.organisations)].join(", ");
  const kinds = SECTORS.filter((s) => counts.sectors[s]).map((s) => words.sectors[s]).join(", ");
  const doubt = counts.verified ? "" : ` · ${words.status.provisional}`;
  if (group.entries.length > 1) return `${whereLabel(group)}: ${told} (${kinds})${doubt}`;
  const { marker } = group.entries[0];
  return `${marker.name}, ${whereLabel(group)}: ${plural(counts.papers, words.papers)} (${kinds})${doubt}`;
}

function participantLabel(group) {
  const { marker } = group.entries[0];
  if (group.entries.length > 1) return `${whereLabel(group)}: ${plural(group.entries.length, words.participants)}`;
  return `${marker.name}, ${whereLabel(group)}: ${words.participant}`;
}

// A star, set off from the marker of the same place, so that neither hides the other.
const BESIDE = 13;
function participantPicture(group) {
  const many = group.entries.length;
  const r = many > 1 ? 13 : 8;
  const size = Math.ceil(2 * r * 1.25 + 6);
  const svg = svgElement("svg", { width: size, height: size, viewBox: `${-size / 2} ${-size / 2} ${size} ${size}`, "aria-hidden": "true" }, shape(PARTICIPANT, r));
  if (many > 1) {
    const text = svgElement("text", { class: "count", "text-anchor": "middle", dy: "0.4em" });
    text.textContent = many;
    svg.append(text);
  }
  return { svg, size };
}

function picture(group, counts) {
  const r = Math.max(radius(counts.papers), group.entries.length > 1 ? 13 : 0);
  const size = Math.ceil(2 * r * 1.25 + 6);
  const svg = svgElement("svg", { width: size, height: size, viewBox: `${-size / 2} ${-size / 2} ${size} ${size}`, "aria-hidden": "true" });
  const kinds = Object.keys(counts.sectors);
  if (group.entries.length === 1) svg.append(shape(kinds[0], r, counts.verified ? "" : "doubt"));
  else svg.append(svgElement("circle", { r: r - 1, class: "hub" }), donut(counts, r));
  if (group.entries.length > 1) {
    const text = svgElement("text", { class: "count", "text-anchor": "middle", dy: "0.35em" });
    text.textContent = counts.papers > 9999 ? `${Math.round(counts.papers / 1000)}k` : counts.papers;
    svg.append(text);
  }
  return { svg, size };
}
