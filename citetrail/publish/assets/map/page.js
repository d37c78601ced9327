// The page: background, filters, and the two views of what the filters leave.

const reduced = matchMedia("(prefers-reduced-motion: reduce)").matches;
const narrow = innerWidth <= 760;
const map = L.map("map", {
  // A phone shows the whole world at less than zoom 1, which is 512 pixels wide.
  zoomControl: false, minZoom: narrow ? 0 : 1, maxZoom: 10, zoomSnap: 0.5, worldCopyJump: false, zoomAnimation: !reduced,
  fadeAnimation: !reduced, markerZoomAnimation: false, maxBounds: [[-75, -210], [86, 210]], maxBoundsViscosity: 0.6,
  attributionControl: false,
});
L.control.zoom({ position: "topleft", zoomInTitle: words.zoom_in, zoomOutTitle: words.zoom_out }).addTo(map);
L.control.attribution({ position: "bottomright", prefix: false }).addAttribution(words.attribution).addTo(map);
const markerLayer = L.layerGroup().addTo(map);
let found = [];
let places = [];
let stands = []; // of challenge participants: never in one marker with those who wrote papers

// A ring that crosses the 180th meridian goes on beyond it; one around the pole is closed along the map's edge.
function whole(points) {
  let shift = 0;
  const made = points.map(([lat, lng], i) => {
    if (i && lng - points[i - 1][1] > 180) shift -= 360;
    else if (i && lng - points[i - 1][1] < -180) shift += 360;
    return [lat, lng + shift];
  });
  if (shift) made.push([-85.06, made[made.length - 1][1]], [-85.06, made[0][1]]);
  return made;
}

function background() {
  const { grid, arcs, polygons } = read("basemap");
  const decoded = arcs.map((flat) => {
    const points = [];
    let x = 0, y = 0;
    for (let i = 0; i < flat.length; i += 2) { x += flat[i]; y += flat[i + 1]; points.push([y / grid, x / grid]); }
    return points;
  });
  const ring = (indices) => whole(indices.flatMap((n, i) => {
    const points = n >= 0 ? decoded[n] : decoded[~n].slice().reverse();
    return i ? points.slice(1) : points;
  }));
  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const style = () => ({ fillColor: color("--land"), color: color("--border"), fillOpacity: 1, weight: 0.7 });
  const renderer = L.canvas({ padding: 0.5 });
  const land = L.polygon(polygons.map((polygon) => polygon.map(ring)), { renderer, interactive: false, smoothFactor: 1.2, ...style() });
  land.addTo(map);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => land.setStyle(style()));
}

function drawMarkers() {
  const focused = document.activeElement && document.activeElement.dataset.key;
  markerLayer.clearLayers();
  const zoom = map.getZoom();
  const bounds = map.getBounds().pad(0.25);
  for (const some of [places, stands]) {
    for (const group of cluster(some, zoom, (spot) => map.project([spot.lat, spot.lng], zoom))) {
      if (bounds.contains([group.lat, group.lng])) addMarker(group);
    }
  }
  if (focused) {
    const again = document.querySelector(`[data-key="${CSS.escape(focused)}"]`);
    if (again && again !== document.activeElement) again.focus({ preventScroll: true });
  }
}

function addMarker(group) {
  const counts = tally(group.entries);
  const label = markerLabel(group, counts);
  const beside = group.entries[0].marker.teams ? BESIDE : 0;
  const { svg, size } = beside ? participantPicture(group) : picture(group, counts);
  const icon = L.divIcon({ html: svg, className: "marker", iconSize: [size, size], iconAnchor: [size / 2 - beside, size / 2 + beside] });
  const marker = L.marker([group.lat, group.lng], { icon, title: label, keyboard: true, riseOnHover: true, zIndexOffset: Math.round(-size) });
  marker.on("click", () => openGroup(group, label, group.key));
  marker.addTo(markerLayer);
  const node = marker.getElement();
  node.setAttribute("aria-label", label);
  node.dataset.key = group.key;
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    openGroup(group, label, group.key);
  });
}

function openGroup(group, label, key) {
  opener = key;
  const one = group.entries.length === 1;
  if (group.spots.length > 1 && map.getZoom() < map.getMaxZoom()) {
    const bounds = L.latLngBounds(group.spots.map((spot) => [spot.lat, spot.lng]));
    map.fitBounds(bounds.pad(0.3), { maxZoom: Math.max(CITY_ZOOM, map.getZoom() + 1), animate: !reduced });
    openPlace(whereLabel(group), group.entries);
  } else if (one) openMarker(group.entries[0].marker, { focus: true });
  else openPlace(whereLabel(group), group.entries, { focus: true, at: [group.lat, group.lng] });
}

function summary() {
  const papers = new Set();
  const countries = new Set();
  const named = new Set();
  const lost = [];
  const beside = found.filter(({ marker }) => marker.teams);
  for (const entry of found) {
    const { marker, links } = entry;
    if (marker.teams) continue;
    for (const link of links) papers.add(paperOf(link));
    named.add(marker.organisation || marker.id);
    if (marker.country) countries.add(marker.country);
    if (marker.lat == null) lost.push(entry);
  }
  const told = [plural(papers.size, words.papers), plural(named.size, words.organisations), plural(countries.size, words.countries)];
  const all = [...(named.size ? told : []), ...(beside.length ? [plural(beside.length, words.participants)] : [])].join(" · ");
  document.getElementById("summary").textContent = found.length ? all : allMarkers.length ? words.nothing : words.empty;
  const aside = document.getElementById("lost");
  aside.replaceChildren();
  if (!lost.length) return;
  const title = plural(lost.length, words.without_city);
  aside.append(element("button", { type: "button", class: "link", "data-key": "lost", onclick: () => { opener = "lost"; openPlace(title, lost, { focus: true }); } }, title));
}

function update() {
  found = visible();
  places = spots(found.filter(({ marker }) => !marker.teams));
  stands = spots(found.filter(({ marker }) => marker.teams));
  summary();
  const asTable = state.view === "table";
  document.getElementById("table").hidden = !asTable;
  document.getElementById("map").hidden = asTable;
  for (const button of document.querySelectorAll("[data-view]")) button.setAttribute("aria-pressed", String(button.dataset.view === state.view));
  if (asTable) drawTable(found);
  else { map.invalidateSize({ animate: false }); drawMarkers(); }
  for (const chip of document.querySelectorAll("[data-sector]")) chip.setAttribute("aria-pressed", String(chosenSectors().has(chip.dataset.sector)));
  for (const field of document.querySelectorAll("[data-filter]")) if (field.value !== state[field.dataset.filter]) field.value = state[field.dataset.filter];
  const active = ["sector", "country", "member", "role", "status", "copies", "from", "to", "q"].some((name) => state[name]);
  document.getElementById("reset").hidden = !active;
  refreshPanel();
}

const SIGHT_ZOOM = 4;

// The panel takes room from the map; places stay where they are on the screen.
function fitMap() {
  if (state.view === "map") map.invalidateSize({ pan: false, animate: false });
}

// What was clicked may lie under the panel now, or beyond the narrower map's edge.
function keepInSight(place) {
  if (state.view !== "map") return;
  const box = document.getElementById("map").getBoundingClientRect();
  const cover = panel.getBoundingClientRect();
  const covered = cover.left < box.right - 1 && cover.top > box.top ? box.bottom - cover.top : 0;
  map.panInside(place, { paddingTopLeft: [50, 50], paddingBottomRight: [50, 50 + Math.max(0, covered)], animate: false });
  // The whole world on a small screen cannot be moved from under the panel: nearer it can.
  if (map.latLngToContainerPoint(place).y < box.height - covered) return;
  const zoom = Math.max(map.getZoom(), SIGHT_ZOOM);
  map.setView(map.unproject(map.project(place, zoom).add([0, covered / 2]), zoom), zoom, { animate: false });
}

// On paper the whole world is shown, whatever part the screen shows; afterwards the screen is as it was.
let beforePrint = null;
function printWorld() {
  if (beforePrint) return;
  beforePrint = { center: map.getCenter(), zoom: map.getZoom(), at: state.at };
  map.options.zoomSnap = 0;
  map.options.maxBoundsViscosity = 0;
  document.documentElement.classList.add("printing");
  map.invalidateSize({ pan: false, animate: false });
  map.fitBounds([[-56, -170], [72, 180]], { animate: false });
}
function afterPrint() {
  if (!beforePrint) return;
  const { center, zoom } = beforePrint;
  map.options.zoomSnap = 0.5;
  document.documentElement.classList.remove("printing");
  map.invalidateSize({ pan: false, animate: false });
  map.setView(center, zoom, { animate: false });
  state.at = beforePrint.at;
  beforePrint = null;
  writeAddress();
}

function change(name, value) {
  state[name] = value;
  writeAddress();
  update();
}

function toggleSector(sector) {
  const all = !state.sector;
  const chosen = chosenSectors();
  // The first press asks for this sector alone; further presses add and take away.
  const next = all ? new Set([sector]) : chosen;
  if (!all) { if (chosen.has(sector)) next.delete(sector); else next.add(sector); }
  change("sector", next.size === 0 || next.size === KINDS.length ? "" : KINDS.filter((s) => next.has(s)).join(","));
}

function wire() {
  for (const chip of document.querySelectorAll("[data-sector]")) {
    chip.prepend(symbol(chip.dataset.sector));
    chip.addEventListener("click", () => toggleSector(chip.dataset.sector));
  }
  for (const field of document.querySelectorAll("[data-filter]")) {
    field.addEventListener(field.type === "search" ? "input" : "change", () => change(field.dataset.filter, field.value));
  }
  for (const button of document.querySelectorAll("[data-view]")) button.addEventListener("click", () => change("view", button.dataset.view));
  for (const button of document.querySelectorAll("th[data-column] button")) {
    const name = button.parentElement.dataset.column;
    button.addEventListener("click", () => change("sort", state.sort === name || (!state.sort && name === "papers") ? `${name}-back` : name));
  }
  document.getElementById("filters").addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("reset").addEventListener("click", () => {
    state = { ...blank(), view: state.view, at: state.at };
    writeAddress();
    update();
  });
  document.getElementById("panel-close").addEventListener("click", closePanel);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !panel.hidden) closePanel(); });
  addEventListener("beforeprint", printWorld);
  addEventListener("afterprint", afterPrint);
  matchMedia("print").addEventListener("change", (event) => { if (event.matches) printWorld(); else afterPrint(); });
  addEventListener("hashchange", () => { state = readAddress(); show(); });
  map.on("moveend", () => {
    const { lat, lng } = map.getCenter();
    state.at = `${map.getZoom()},${lat.toFixed(2)},${lng.toFixed(2)}`;
    writeAddress();
    drawMarkers();
  });
}

function look() {
  const [zoom, lat, lng] = state.at.split(",").map(Number);
  if (state.at && [zoom, lat, lng].every(Number.isFinite)) map.setView([lat, lng], zoom, { animate: false });
  else map.fitBounds(atFirst(), { animate: false, padding: [24, 24] });
}

// The world as it is known, and every marker of the release in sight.
function atFirst() {
  const bounds = L.latLngBounds(narrow ? [[-25, -15], [62, 135]] : [[-42, -125], [66, 150]]);
  for (const { lat, lng } of allMarkers) if (lat != null) bounds.extend([lat, lng]);
  return bounds;
}

function show() {
  update();
  if (!state.org) return;
  const marker = markerOf(state.org);
  if (!marker) return openPanel(words.not_here, [element("p", {}, words.not_here_more)]);
  if (!state.at && marker.lat != null) map.setView([marker.lat, marker.lng], CITY_ZOOM, { animate: false });
  openMarker(marker);
}

if (narrow) document.querySelector(".more-filters").open = false;
state = readAddress();
const wished = { ...state };
look();
wire();
state.at = wished.at;
show();
// The borders are drawn last: filters and markers are there at once.
requestAnimationFrame(() => { background(); document.documentElement.dataset.ready = "true"; });
