// The panel: a marker with its papers and the sentences behind them, the markers of a place, or those without one.

const panel = document.getElementById("panel");
const panelBody = document.getElementById("panel-body");
const panelTitle = document.getElementById("panel-title");
const FIRST = 10; // papers and organisations shown before "more"
let opener = null;
let shown = null; // what the panel shows: { marker } or { title, ids }, and where on the map it is

function openPanel(title, content, { focus = false, at = null } = {}) {
  panelTitle.textContent = title;
  panelBody.replaceChildren(...content);
  panel.hidden = false;
  panelBody.scrollTop = 0;
  fitMap();
  if (at) keepInSight(at);
  if (focus) panelTitle.focus();
}

function closePanel() {
  panel.hidden = true;
  shown = null;
  fitMap();
  state.org = "";
  writeAddress();
  const back = opener && (document.querySelector(`[data-key="${CSS.escape(opener)}"]`));
  if (back) back.focus();
  opener = null;
}

function badge(status) {
  return element("span", { class: `badge ${status}` }, words.status[status] || status);
}

// A panel whose marker the filters took away says what is no longer there: it closes. A list loses what went.
function refreshPanel() {
  if (panel.hidden || !shown) return;
  if (shown.marker) {
    if (found.some((entry) => entry.marker === shown.marker)) openMarker(shown.marker, { at: null });
    else closePanel();
    return;
  }
  const left = found.filter((entry) => shown.ids.has(entry.marker.id));
  if (left.length) openPlace(shown.title, left, { ids: shown.ids });
  else closePanel();
}

function sectorLine(marker) {
  const line = element("p", { class: "sector-line" }, symbol(marker.sector), ` ${words.sectors[marker.sector]} `);
  if (marker.sectorStatus) line.append(badge(marker.sectorStatus));
  else if (marker.sector === "unknown") line.append(element("span", { class: "quiet" }, words.sector_unconfirmed));
  return line;
}

const placeText = ({ city, country }) => [city, country ? countryName(country) : null].filter(Boolean).join(", ") || words.unknown_country;

function whereText(marker) {
  const how = marker.precision === "none" ? words.precision.none : `${words.place_basis[marker.basis]}${marker.precision === "country" ? `, ${words.precision.country}` : ""}`;
  return `${placeText(marker)} · ${how}`;
}

function elsewhere(marker) {
  const others = (byOrganisation.get(marker.organisation) || []).filter((other) => other !== marker);
  if (!others.length) return null;
  const buttons = others.flatMap((other, n) => [n ? "; " : "", element("button", { type: "button", class: "link", onclick: () => openMarker(other, { focus: true }) }, `${placeText(other)} (${plural(other.links.length, words.papers)})`)]);
  return element("p", { class: "quiet" }, `${words.also_at} `, ...buttons);
}

function facts(marker) {
  const [tier, flags, basis, source, designations, ror, seatCountry, seatCity, ground, confirmed] = markerDetails(marker.number);
  const list = element("dl", { class: "facts" });
  const add = (name, ...value) => list.append(element("dt", {}, name), element("dd", {}, ...value));
  if (tier) add(words.tier, `${tier}: ${words.tiers[tier]}`);
  if (flags.length) add(words.flags, flags.map((flag) => words.flag[flag] || flag).join(", "));
  if (ground) add(words.military, words.grounds[ground]);
  const unopened = confirmed === 0 ? `, ${words.unconfirmed}` : "";
  if (basis) add(words.basis, `${words.bases[basis] || basis}${unopened} `, source ? safeLink(source, words.source) : "");
  if (designations.length) add(words.designations, element("ul", {}, ...designations.map((d) => element("li", {}, d))));
  if (marker.organisation && seatCountry) add(words.seat, placeText({ city: seatCity, country: seatCountry }));
  if (ror) add("ROR", safeLink(ror, ror.replace("https://", "")));
  return list;
}

function quotation([quote, start, end, page, section, url, origin, document_]) {
  const text = end > start
    ? [quote.slice(0, start), element("mark", {}, quote.slice(start, end)), quote.slice(end)]
    : [quote];
  const where = [section, page ? fill(words.page, { n: page }) : words.origins[origin] || origin].filter(Boolean).join(", ");
  const address = url && page && /^https?:/.test(url) ? `${url}#page=${page}` : url;
  const caption = element("figcaption", {}, where, " ");
  if (url) caption.append(safeLink(address, words.open_source));
  if (document_) caption.append(element("span", { class: "hash", title: document_ }, ` SHA-256 ${document_.slice(0, 8)}`));
  return element("figure", { class: "quote" }, element("blockquote", {}, ...text), caption);
}

// The affiliation as the paper prints it, with the authors to whom it applies.
function printedLine([, raw, authors, note, status, page, origin]) {
  const where = page ? fill(words.page, { n: page }) : words.origins[origin] || origin;
  const line = element("p", { class: "printed" }, element("q", {}, raw), element("span", { class: "quiet" }, ` ${[note, where].filter(Boolean).join(", ")} `));
  if (status !== "verified") line.append(badge(status));
  if (authors.length) line.prepend(element("span", {}, `${authors.join(", ")}: `));
  return line;
}

function paperItem(link, marker) {
  const number = paperOf(link);
  const [year] = index.papers[number];
  const [title, url, authors, uses, printed, apart] = paperDetails(number);
  const item = element("li", { class: "paper" });
  item.append(element("h3", {}, safeLink(url, title), element("span", { class: "quiet" }, ` ${year || words.no_year}`)));
  if (authors.length) item.append(element("p", { class: "quiet authors" }, authors.join(", ")));
  for (const affiliation of printed) if (affiliation[0] === marker.id) item.append(printedLine(affiliation));
  for (const [member, role, status, quotes] of uses) {
    const doing = role ? words.roles[role] : words.role_unknown;
    item.append(element("p", { class: "use" }, `${doing} `, element("strong", {}, memberName(member)), " ", badge(status)));
    for (const quote of quotes) item.append(quotation(quote));
  }
  for (const [statement, status] of apart || []) {
    item.append(element("p", { class: "use" }, element("strong", {}, words.copies_apart), ` ${statement} `, badge(status)));
  }
  if (!isVerified(link)) item.append(element("p", { class: "quiet" }, words.affiliation_unconfirmed));
  return item;
}

function growing(items, make, tag = "ul") {
  const list = element(tag, { class: "plain" });
  let shown = 0;
  const more = element("button", { type: "button", class: "more" });
  const grow = () => {
    const next = items.slice(shown, shown + FIRST).map(make);
    list.append(...next);
    shown += next.length;
    more.hidden = shown >= items.length;
    more.textContent = fill(words.more, { n: Math.min(FIRST, items.length - shown) });
    return next[0];
  };
  more.addEventListener("click", () => { const first = grow(); const target = first && first.querySelector("a, button"); if (target) target.focus(); });
  grow();
  return [list, more];
}

const newestFirst = (a, b) => (index.papers[paperOf(b)][0] || 0) - (index.papers[paperOf(a)][0] || 0) || a - b;

// A team: where it stood in which challenge, and the words and the source that say so.
function teamItem([title, date, , team, printed, won, standing, source, confirmed, said]) {
  const item = element("li", { class: "paper" }, element("h3", {}, title, title.includes(date.slice(0, 4)) ? null : element("span", { class: "quiet" }, ` ${date.slice(0, 4)}`)));
  const place = element("p", {}, `${words.named_team} `, element("strong", {}, team), standing ? `: ${standing} ` : " ");
  if (won) place.append(element("span", { class: "badge verified" }, words.won));
  item.append(place);
  if (printed) item.append(element("p", { class: "printed" }, element("q", {}, printed), element("span", { class: "quiet" }, ` ${words.as_printed}`)));
  const caption = element("figcaption", {}, safeLink(source, words.open_source));
  if (!confirmed) caption.append(" ", element("span", { class: "badge provisional" }, words.unopened));
  item.append(element("figure", { class: "quote" }, said && !(printed && said.includes(printed)) ? element("blockquote", {}, said) : "", caption));
  return item;
}

function openParticipant(marker, options = {}) {
  const entry = found.find((one) => one.marker === marker);
  const kind = element("p", { class: "sector-line" }, symbol(PARTICIPANT), ` ${words.participant}`);
  const content = [kind, element("p", { class: "quiet" }, placeText(marker)), element("p", {}, words.took_part)];
  const own = byOrganisation.get(marker.organisation);
  if (own) content.push(element("p", {}, element("button", { type: "button", class: "link", onclick: () => openMarker(markerOf(marker.organisation), { focus: true }) }, words.its_papers)));
  if (!entry) content.push(element("p", { class: "quiet" }, words.filtered_out));
  content.push(...growing(entry ? entry.teams : marker.teams, teamItem));
  shown = { marker };
  state.org = marker.id;
  writeAddress();
  openPanel(marker.name, content, { at: [marker.lat, marker.lng], ...options });
}

function openMarker(marker, options = {}) {
  if (marker.teams) return openParticipant(marker, options);
  const entry = visible().find((one) => one.marker === marker);
  const links = [...(entry ? entry.links : marker.links)].sort(newestFirst);
  const hidden = marker.links.length - links.length;
  const content = [sectorLine(marker), element("p", { class: "quiet" }, whereText(marker)), elsewhere(marker), facts(marker)].filter(Boolean);
  if (!marker.organisation) content.unshift(element("p", { class: "quiet" }, words.no_organisation));
  content.push(element("h3", { class: "count-line" }, plural(links.length, words.papers)));
  if (hidden || !entry) content.push(element("p", { class: "quiet" }, entry ? plural(hidden, words.hidden_papers) : words.filtered_out));
  content.push(...growing(links, (link) => paperItem(link, marker)));
  shown = { marker };
  // An organisation's main place goes by the organisation's own name, which outlives its markers.
  state.org = markerOf(marker.organisation) === marker ? marker.organisation : marker.id;
  writeAddress();
  openPanel(marker.name, content, { at: marker.lat == null ? null : [marker.lat, marker.lng], ...options });
}

function openPlace(title, entries, options = {}) {
  const sorted = [...entries].sort((a, b) => b.links.length - a.links.length || a.marker.name.localeCompare(b.marker.name));
  const several = new Set(entries.map(({ marker }) => placeText(marker))).size > 1;
  const row = ({ marker, links }) => {
    const button = element("button", { type: "button", class: "organisation", onclick: () => openMarker(marker, { focus: true }) });
    const where = several ? element("span", { class: "quiet where" }, ` ${placeText(marker)}`) : null;
    button.append(symbol(marker.sector), element("span", {}, marker.name, where || ""), element("span", { class: "quiet" }, marker.teams ? words.participant : plural(links.length, words.papers)));
    return element("li", {}, button);
  };
  shown = { title, ids: options.ids || new Set(entries.map(({ marker }) => marker.id)) };
  openPanel(title, growing(sorted, row), options);
}
