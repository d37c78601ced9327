#!/usr/bin/env bash
# Package: humanparser 2.7.0 (npm)
# Behaviour: the family name Ma is an academic degree wherever it stands last, in whatever case, before a comma too:
#   "Ann Ma" and "Ma, Ann" have the suffix Ma and an empty lastName, "Dr. Ann Ma" and "Ann B. Ma" the family names Ann
#   and B. So it is with Pe, Sr and Md, and with the last initial of names as reference lists give them: "Kumar V",
#   "Chen I". The option ignoreSuffix takes words out for all names.
# A good guess: MA in capitals or M.A. behind a name that is complete without it. What stands before a comma is the
#   family name, as it reads Li, Ann; nobody is left without one while a word is there.
# Matters: Ma is among the twenty most common family names of China. Authors who bear it have none in a list by family
#   name, share one key with each other, and are joined with everybody whose first name is the same.
# Seen: 2026-11-30, Node 20
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
cd "$d"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund humanparser@2.7.0 >/dev/null
cat > check.cjs <<'JS'
const { parseName } = require('humanparser')
const seen = {
  'Ann Ma': ['Ann', '', 'Ma'],
  'Ma, Ann': ['Ann', '', 'Ma'],
  'Ann B. Ma': ['Ann', 'B.', 'Ma'],
  'Dr. Ann Ma': [null, 'Ann', 'Ma'],
  'Ann Pe': ['Ann', '', 'Pe'],
  'Kumar V': ['Kumar', '', 'V'],
  'Ann Li': ['Ann', 'Li', null],
  'Li, Ann': ['Ann', 'Li', null],
}
const parts = name => [name.firstName, name.lastName, name.suffix].map(part => part ?? null)
const found = Object.fromEntries(Object.keys(seen).map(name => [name, parts(parseName(name))]))
if (JSON.stringify(found) !== JSON.stringify(seen)) {
  console.log(`changed: ${JSON.stringify(found)}`)
  process.exit(1)
}
console.log('ok: humanparser takes the family name Ma for a degree, before a comma too, and leaves none')
JS
node check.cjs
