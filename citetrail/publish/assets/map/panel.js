// The panel: an organisation with its papers and the sentences behind them, or the organisations of a place.

const panel = document.getElementById("panel");
const panelBody = document.getElementById("panel-body");
const panelTitle = document.getElementById("panel-title");
const FIRST = 10; // papers and organisations shown before "more"
let opener = null;

function openPanel(title, content, { focus = false } = {}) {
  panelTitle.textContent = title;
  panelBody.replaceChildren(...content);
  panel.hidden = false;
  panelBody.scrollTop = 0;
  fitMap();
  if (focus) panelTitle.focus();
}

function closePanel() {
  panel.hidden = true;
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

function sectorLine(organisation) {
  const line = element("p", { class: "sector-line" }, symbol(organisation.sector), ` ${words.sectors[organisation.sector]} `);
  if (organisation.sectorStatus) line.append(badge(organisation.sectorStatus));
  else if (organisation.sector === "unknown") line.append(element("span", { class: "quiet" }, words.sector_unconfirmed));
  return line;
}

function whereText(organisation) {
  const parts = [organisation.city, organisation.country ? countryName(organisation.country) : null].filter(Boolean);
  const where = parts.join(", ") || words.unknown_country;
  return `${where} · ${words.precision[organisation.precision]}`;
}

function facts(organisation) {
  const [tier, flags, basis, source, designations, ror] = organisationDetails(organisation.number);
  const list = element("dl", { class: "facts" });
  const add = (name, ...value) => list.append(element("dt", {}, name), element("dd", {}, ...value));
  if (tier) add(words.tier, `${tier}: ${words.tiers[tier]}`);
  if (flags.length) add(words.flags, flags.map((flag) => words.flag[flag] || flag).join(", "));
  if (basis) add(words.basis, `${words.bases[basis] || basis} `, source ? safeLink(source, words.source) : "");
  if (designations.length) add(words.designations, element("ul", {}, ...designations.map((d) => element("li", {}, d))));
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

function paperItem(link) {
  const number = paperOf(link);
  const [year] = index.papers[number];
  const [title, url, uses] = paperDetails(number);
  const item = element("li", { class: "paper" });
  item.append(element("h3", {}, safeLink(url, title), element("span", { class: "quiet" }, ` ${year || words.no_year}`)));
  for (const [member, role, status, quotes] of uses) {
    const doing = role ? words.roles[role] : words.role_unknown;
    item.append(element("p", { class: "use" }, `${doing} `, element("strong", {}, memberName(member)), " ", badge(status)));
    for (const quote of quotes) item.append(quotation(quote));
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

function openOrganisation(organisation, options = {}) {
  const found = visible().find((entry) => entry.organisation === organisation);
  const links = [...(found ? found.links : organisation.links)].sort(newestFirst);
  const hidden = organisation.links.length - links.length;
  const content = [sectorLine(organisation), element("p", { class: "quiet" }, whereText(organisation)), facts(organisation)];
  content.push(element("h3", { class: "count-line" }, plural(links.length, words.papers)));
  if (hidden || !found) content.push(element("p", { class: "quiet" }, found ? plural(hidden, words.hidden_papers) : words.filtered_out));
  content.push(...growing(links, paperItem));
  state.org = organisation.id;
  writeAddress();
  openPanel(organisation.name, content, options);
}

function openPlace(title, entries, options = {}) {
  const sorted = [...entries].sort((a, b) => b.links.length - a.links.length || a.organisation.name.localeCompare(b.organisation.name));
  const row = ({ organisation, links }) => {
    const button = element("button", { type: "button", class: "organisation", onclick: () => openOrganisation(organisation, { focus: true }) });
    button.append(symbol(organisation.sector), element("span", {}, organisation.name), element("span", { class: "quiet" }, plural(links.length, words.papers)));
    return element("li", {}, button);
  };
  openPanel(title, growing(sorted, row), options);
}
