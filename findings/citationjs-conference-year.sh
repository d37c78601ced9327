#!/usr/bin/env bash
# Package: citation-js 0.7.22 (plugin-ris and plugin-bibtex of the same release)
# Behaviour: in RIS of a conference paper (TY - CONF) the year (PY) is taken for the day of the meeting
#   (event-date), and nothing is put into issued. Written as BibTeX the paper has no year. The same lines under TY -
#   JOUR keep it.
# A good guess: PY is the year of publication whatever the type, as the RIS description says.
# Matters: use is told by year, and titles are matched with the year at hand; half of this field is conference
#   papers.
# Seen: 2026-11-28, Node 20
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
cd "$d"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund citation-js@0.7.22 >/dev/null
cat > check.cjs <<'JS'
const Cite = require('citation-js')
const record = type => `TY  - ${type}
AU  - Lee, Wei
TI  - Faces at a distance
T2  - Proceedings of the Example Conference
PY  - 2019
ER  - `
const written = type => new Cite(record(type)).format('biblatex') + new Cite(record(type)).format('bibtex')
const [journal, conference] = [written('JOUR'), written('CONF')]
const dated = text => /\b(date|year) = \{2019/.test(text)
if (!conference.includes('Faces at a distance') || !dated(journal) || dated(conference)) {
  console.log(`changed: ${journal}\n${conference}`)
  process.exit(1)
}
console.log('ok: citation-js loses the year of a conference paper between RIS and BibTeX, and keeps a journal paper\'s')
JS
node check.cjs
