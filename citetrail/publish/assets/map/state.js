// What is chosen, kept in the address after the #, so that a view can be sent to somebody.

const SECTORS = ["military", "commercial", "government", "academic", "unknown"];
const KINDS = participants.length ? [...SECTORS, PARTICIPANT] : SECTORS;
const blank = () => ({
  sector: "", country: "", member: "", role: "", status: "", copies: "", from: "", to: "", q: "", view: "map", org: "", at: "", sort: "",
});
let state = blank();

function readAddress() {
  const told = new URLSearchParams(location.hash.slice(1));
  const next = blank();
  for (const name of Object.keys(next)) if (told.has(name)) next[name] = told.get(name);
  if (next.view !== "table") next.view = "map";
  return next;
}

function writeAddress() {
  const told = new URLSearchParams();
  const initial = blank();
  for (const [name, value] of Object.entries(state)) if (value !== initial[name]) told.set(name, value);
  const hash = told.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  // replaceState is refused on some file addresses; the hash alone always works.
  try { history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search); }
  catch { location.hash = hash; }
}

const chosenSectors = () => new Set(state.sector ? state.sector.split(",") : KINDS);

// The papers of a marker that the filters let through, as links.
function matching(marker, sectors, wanted) {
  if (!sectors.has(marker.sector)) return [];
  if (state.country && marker.country !== state.country) return [];
  const named = !wanted.needle || plain(`${marker.name} ${marker.city || ""} ${countryName(marker.country)}`).includes(wanted.needle);
  if (wanted.all && named) return marker.links;
  return marker.links.filter((link) => {
    if (!named && !paperText(paperOf(link)).includes(wanted.needle)) return false;
    if (wanted.verified !== null && isVerified(link) !== wanted.verified) return false;
    const [year, uses, disagree] = index.papers[paperOf(link)];
    if (wanted.copies && !(wanted.copies === "disagree" && disagree)) return false;
    if (wanted.from && !(year >= wanted.from)) return false;
    if (wanted.to && !(year && year <= wanted.to)) return false;
    if (wanted.member < 0 && wanted.role < 0) return true;
    return uses.some((use) => (wanted.member < 0 || use[0] === wanted.member) && (wanted.role < 0 || use[1] === wanted.role));
  });
}

// The teams of a participant that the filters let through. Filters of papers (how, status, copies) leave none.
function matchingTeams(marker, sectors, wanted) {
  if (!sectors.has(marker.sector) || wanted.role >= 0 || wanted.verified !== null || wanted.copies) return [];
  if (state.country && marker.country !== state.country) return [];
  const named = plain(`${marker.name} ${marker.city} ${countryName(marker.country)}`).includes(wanted.needle);
  return marker.teams.filter(([title, date, member, team, printed]) => {
    if (!named && !plain(`${title} ${team} ${printed || ""}`).includes(wanted.needle)) return false;
    const year = Number(date.slice(0, 4));
    if ((wanted.from && year < wanted.from) || (wanted.to && year > wanted.to)) return false;
    return wanted.member < 0 || index.members[wanted.member] === member;
  });
}

// What "Find" looks through beside names and places: title, authors, printed affiliations and quotations.
const texts = [];
function paperText(number) {
  if (texts[number] === undefined) {
    const [title, , authors, uses, printed] = paperDetails(number);
    const quotes = uses.flatMap(([, , , found]) => found.map(([quote]) => quote));
    texts[number] = plain([title, ...authors, ...printed.map(([, raw]) => raw), ...quotes].join(" ").replace(/\s+/g, " "));
  }
  return texts[number];
}

const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

// A value in the address that the release does not have matches nothing, rather than everything.
const place = (list, value) => (value ? (list.includes(value) ? list.indexOf(value) : list.length) : -1);

function visible() {
  const wanted = {
    from: Number(state.from) || 0,
    to: Number(state.to) || 0,
    member: place(index.members, state.member),
    role: place(index.roles, state.role),
    verified: state.status === "verified" ? true : state.status === "provisional" ? false : null,
    copies: state.copies,
    needle: plain(state.q.trim().replace(/\s+/g, " ")),
  };
  wanted.all = !wanted.from && !wanted.to && wanted.member < 0 && wanted.role < 0 && wanted.verified === null && !wanted.copies;
  const sectors = chosenSectors();
  const found = [];
  for (const marker of allMarkers) {
    const teams = marker.teams ? matchingTeams(marker, sectors, wanted) : [];
    const links = marker.teams ? [] : matching(marker, sectors, wanted);
    if (links.length || teams.length) found.push({ marker, links, teams });
  }
  return found;
}
