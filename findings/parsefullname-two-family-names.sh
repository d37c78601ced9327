#!/usr/bin/env bash
# Package: parse-full-name 1.2.7 (npm)
# Behaviour: a family name of two words before a comma is taken for given and family name, and what stands behind the comma
#   for a suffix, such as Jr. is: "García López, Ana" is García with the family name López and the suffix Ana, "Wu Li, Ana"
#   likewise, "El Khoury, Rita" is El with the suffix Rita. "García López, Ana María" and "Le Cun, Yann" are right: two
#   words behind the comma, or a particle of its list, decide; its longer lists (an option) help El Khoury alone. The list
#   of errors stays empty.
# A good guess: a comma ends the family name unless a known suffix stands behind it; Ana is in no list of suffixes. What
#   remains unclear is told in error, which is there for that.
# Matters: names of authors are given as "Family, Given" by BibTeX, RIS and library catalogues, and two family names are the
#   rule in Spanish and Portuguese. Ana García López becomes G. López, Ana; the same author with two given names does not.
# Seen: 2026-11-30, Node 20
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
cd "$d"
npm install --silent --no-fund --no-audit --prefix "$d" parse-full-name@1.2.7
cat >look.cjs <<'JS'
const { parseFullName } = require("parse-full-name");

const parts = (name) => {
  const { first, middle, last, suffix, error } = parseFullName(name);
  return [first, middle, last, suffix, ...error].join("|");
};
const SEEN = {
  "García, Ana": "Ana||García|",
  "García López, Ana María": "Ana|María|García López|",
  "García López, Ana": "García||López|Ana",
  "Wu Li, Ana": "Wu||Li|Ana",
  "El Khoury, Rita": "El||Khoury|Rita",
  "García López, Ana, PhD": "García||López|PhD, Ana",
};
const now = Object.fromEntries(Object.keys(SEEN).map((name) => [name, parts(name)]));
if (JSON.stringify(now) !== JSON.stringify(SEEN)) {
  console.log(`changed: ${JSON.stringify(now)}`);
  process.exit(1);
}
console.log("ok: for parse-full-name, García López, Ana is García with the suffix Ana");
JS
node look.cjs
