// Markers: one for each city, or for several near ones while the map shows much of the world.

const SHAPES = {
  military: (r) => `M0 ${-r * 1.15}L${r * 1.1} ${r * 0.8}H${-r * 1.1}Z`,
  commercial: (r) => `M${-r * 0.88} ${-r * 0.88}H${r * 0.88}V${r * 0.88}H${-r * 0.88}Z`,
  government: (r) => `M0 ${-r * 1.2}L${r * 1.2} 0L0 ${r * 1.2}L${-r * 1.2} 0Z`,
  academic: (r) => `M${-r} 0A${r} ${r} 0 1 1 ${r} 0A${r} ${r} 0 1 1 ${-r} 0Z`,
  unknown: (r) => `M${-r} ${-r * 0.4}L${-r * 0.4} ${-r}H${r * 0.4}L${r} ${-r * 0.4}V${r * 0.4}L${r * 0.4} ${r}H${-r * 0.4}L${-r} ${r * 0.4}Z`,
};
const CELL = 56; // pixels within which cities share a marker
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

function donut(counts, r) {
  const group = svgElement("g", {});
  const total = Object.values(counts).reduce((sum, n) => sum + n, 0);
  let from = 0;
  for (const sector of SECTORS) {
    if (!counts[sector]) continue;
    const to = from + counts[sector] / total;
    group.append(svgElement("path", { d: arc(r, from, to), class: `slice ${sector}` }));
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

// Organisations at one place: a city, a site, or "somewhere in this country".
function spots(found) {
  const made = new Map();
  for (const entry of found) {
    const { organisation } = entry;
    if (organisation.lat == null) continue;
    const key = organisation.precision === "country"
      ? `country:${organisation.country}`
      : `${organisation.lat.toFixed(2)},${organisation.lng.toFixed(2)}`;
    let spot = made.get(key);
    if (!spot) {
      spot = { key, lat: organisation.lat, lng: organisation.lng, hollow: organisation.precision === "country", entries: [] };
      made.set(key, spot);
    }
    spot.entries.push(entry);
  }
  return [...made.values()];
}

function cluster(all, zoom, project) {
  if (zoom >= CITY_ZOOM) return all.map((spot) => ({ ...spot, spots: [spot] }));
  const cells = new Map();
  const made = [];
  for (const spot of all) {
    if (spot.hollow) { made.push({ ...spot, spots: [spot] }); continue; }
    const point = project(spot);
    const key = `${Math.floor(point.x / CELL)}:${Math.floor(point.y / CELL)}`;
    if (!cells.has(key)) cells.set(key, []);
    cells.get(key).push(spot);
  }
  for (const [key, spots_] of cells) {
    if (spots_.length === 1) { made.push({ ...spots_[0], spots: spots_ }); continue; }
    const entries = spots_.flatMap((spot) => spot.entries);
    // The marker stands on the place with most papers, so that it never floats in the sea.
    const main = spots_.reduce((best, spot) => (weight(spot) > weight(best) ? spot : best));
    made.push({ key: `cell:${zoom}:${key}`, lat: main.lat, lng: main.lng, hollow: false, entries, spots: spots_ });
  }
  return made;
}

const weight = (spot) => spot.entries.reduce((sum, entry) => sum + entry.links.length, 0);

function tally(entries) {
  const sectors = {};
  const papers = new Set();
  let verified = false;
  for (const { organisation, links } of entries) {
    sectors[organisation.sector] = (sectors[organisation.sector] || 0) + 1;
    for (const link of links) { papers.add(paperOf(link)); verified = verified || isVerified(link); }
  }
  return { sectors, papers: papers.size, verified };
}

function markerLabel(group, counts) {
  const told = [plural(counts.papers, words.papers), plural(group.entries.length, words.organisations)].join(", ");
  const first = group.entries[0].organisation;
  const kinds = SECTORS.filter((s) => counts.sectors[s]).map((s) => words.sectors[s]).join(", ");
  const doubt = counts.verified ? "" : ` · ${words.status.provisional}`;
  if (group.hollow) return `${fill(words.somewhere_in, { place: countryName(first.country) })}: ${told} (${kinds})${doubt}`;
  if (group.entries.length === 1) return `${first.name}: ${plural(counts.papers, words.papers)} (${kinds})${doubt}`;
  const main = group.entries.find((e) => e.organisation.lat === group.lat && e.organisation.lng === group.lng) || group.entries[0];
  const place_ = main.organisation.city || countryName(main.organisation.country);
  return `${group.spots.length > 1 ? fill(words.around, { place: place_ }) : place_}: ${told} (${kinds})${doubt}`;
}

function picture(group, counts) {
  const r = Math.max(radius(counts.papers), group.entries.length > 1 ? 13 : 0);
  const size = Math.ceil(2 * r * 1.25 + 6);
  const svg = svgElement("svg", { width: size, height: size, viewBox: `${-size / 2} ${-size / 2} ${size} ${size}`, "aria-hidden": "true" });
  const kinds = Object.keys(counts.sectors);
  if (group.hollow) svg.append(shape(kinds.length === 1 ? kinds[0] : "academic", r, kinds.length === 1 ? "hollow" : "hollow mixed"));
  else if (group.entries.length === 1) svg.append(shape(kinds[0], r, counts.verified ? "" : "doubt"));
  else svg.append(svgElement("circle", { r: r - 1, class: "hub" }), donut(counts.sectors, r));
  if (group.entries.length > 1) {
    const text = svgElement("text", { class: "count", "text-anchor": "middle", dy: "0.35em" });
    text.textContent = counts.papers > 9999 ? `${Math.round(counts.papers / 1000)}k` : counts.papers;
    svg.append(text);
  }
  return { svg, size };
}
