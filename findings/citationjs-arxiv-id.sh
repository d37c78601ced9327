#!/usr/bin/env bash
# Package: citation-js 0.7.22 (plugin-bibtex of the same release)
# Behaviour: the BibTeX that arXiv itself offers names the paper by eprint, archivePrefix and primaryClass.
#   citation-js reads the entry without complaint and keeps none of the three: no number, no address, no note.
# A good guess: a URL (pandoc makes one of the same entry) or at least a custom field.
# Matters: the arXiv id is the only identifier that such an entry has; what is imported cannot be matched or
#   fetched.
# Seen: 2026-11-28, Node 20
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
cd "$d"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund citation-js@0.7.22 >/dev/null
cat > check.cjs <<'JS'
const Cite = require('citation-js')
const dialects = {
  bibtex: `@misc{lee2021, author={Lee, Wei}, title={Faces at a distance}, year={2021},
    archivePrefix={arXiv}, eprint={2101.00010}, primaryClass={cs.CV}}`,
  biblatex: `@online{lee2021, author={Lee, Wei}, title={Faces at a distance}, date={2021},
    eprinttype={arxiv}, eprint={2101.00010}, eprintclass={cs.CV}}`
}
for (const [name, entry] of Object.entries(dialects)) {
  const paper = new Cite(entry)
  const kept = JSON.stringify(paper.format('data', { format: 'object' }))
  const written = paper.format('biblatex') + paper.format('ris')
  if (!kept.includes('Faces at a distance')) throw new Error('the entry was not read')
  if (/2101\.?00010/.test(kept + written)) {
    console.log(`changed: ${name}: ${kept} ${written}`)
    process.exit(1)
  }
}
console.log('ok: citation-js reads an arXiv entry in BibTeX and in BibLaTeX and keeps no arXiv id')
JS
node check.cjs
