#!/usr/bin/env bash
# Package: chrono-node 2.10.3 (npm)
# Behaviour: "Dec. 2015 - Jan. 2016", as journals print an issue over two months, is one date, January 2015: the
#   reader takes "2015 - Jan" out of the middle, drops what stands before and behind it, and calls year and month
#   certain. "Nov. 2015 - Feb. 2016" is February 2015. Without the full stops ("Dec 2015 - Jan 2016") it is right,
#   with months written out too, and "Jan.-Feb. 2016" is as well.
# A good guess: December 2015 to January 2016, as without the full stops; a date that was pieced together from two is
#   not certain.
# Matters: the paper is dated eleven months too early, before the dataset that it used was published, and is taken for
#   one that cannot have used it.
# Seen: 2026-11-30, Node 20
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
cd "$d"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund chrono-node@2.10.3 >/dev/null
cat > check.mjs <<'JS'
import * as chrono from 'chrono-node'

const now = new Date(Date.UTC(2026, 10, 30, 12))
const month = date => (date ? `${date.get('year')}-${date.get('month')}` : null)
const read = text => chrono.parse(text, now).map(found => [found.text, month(found.start), month(found.end),
  found.start.isCertain('year') && found.start.isCertain('month')])
const seen = {
  'Dec. 2015 - Jan. 2016': [['2015 - Jan', '2015-1', null, true]],
  'Nov. 2015 - Feb. 2016': [['2015 - Feb', '2015-2', null, true]],
  'Dec 2015 - Jan 2016': [['Dec 2015 - Jan 2016', '2015-12', '2016-1', true]],
  'December 2015 - January 2016': [['December 2015 - January 2016', '2015-12', '2016-1', true]],
}
const found = Object.fromEntries(Object.keys(seen).map(text => [text, read(text)]))
if (JSON.stringify(found) !== JSON.stringify(seen)) {
  console.log(`changed: ${JSON.stringify(found)}`)
  process.exit(1)
}
console.log('ok: chrono-node reads Dec. 2015 - Jan. 2016 as January 2015, and is certain of it')
JS
node check.mjs
