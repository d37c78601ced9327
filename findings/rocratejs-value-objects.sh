#!/usr/bin/env bash
# Package: ro-crate 3.7.2 (npm)
# Behaviour: a value of JSON-LD that says its language or type, {"@value": "...", "@language": "zh"}, is taken for an
#   entity without an id: read and written back, {"@id": "entity-1"} stands in its place, no entity of that id is in the
#   crate, and the text is nowhere. The same happens to one value of several, and to an ordered @list. All options for
#   arrays and links do so.
# A good guess: RO-Crate is JSON-LD, so the value is passed on as it stands; or, as the package for Python does, the
#   text stays and the language is lost.
# Matters: names of institutions and descriptions in two languages are written so. A tool that only adds a file to the
#   crate takes away the Chinese name, and the days that had a type, and leaves references that look sound.
# Seen: 2026-11-29, Node 20
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
cd "$d"
npm install --silent --no-fund --no-audit --prefix "$d" ro-crate@3.7.2
cat >look.mjs <<'JS'
import { ROCrate } from "ro-crate";

const NAME = { "@value": "示例大学", "@language": "zh" };
const DAY = { "@value": "2026-11-01", "@type": "http://www.w3.org/2001/XMLSchema#date" };
const before = {
  "@context": "https://w3id.org/ro/crate/1.1/context",
  "@graph": [
    {
      "@id": "ro-crate-metadata.json",
      "@type": "CreativeWork",
      about: { "@id": "./" },
      conformsTo: { "@id": "https://w3id.org/ro/crate/1.1" },
    },
    {
      "@id": "./",
      "@type": "Dataset",
      name: "Papers",
      description: "Who used the data.",
      datePublished: DAY,
      license: { "@id": "https://creativecommons.org/licenses/by/4.0/" },
      mentions: { "@id": "#org" },
    },
    { "@id": "#org", "@type": "Organization", name: ["Example University", NAME] },
  ],
};
const text = JSON.stringify(new ROCrate(structuredClone(before)));
const after = Object.fromEntries(JSON.parse(text)["@graph"].map((entity) => [entity["@id"], entity]));
const [first, second] = after["#org"].name;
const day = after["./"].datePublished;
const lost = (value) => /^entity-\d+$/.test(value["@id"]) && !(value["@id"] in after);
if (first !== "Example University" || !lost(second) || !lost(day) || text.includes("示例") || text.includes("2026")) {
  console.log(`changed: ${text}`);
  process.exit(1);
}
console.log("ok: ro-crate writes a name with its language back as a reference to nothing");
JS
node look.mjs
