// What citation-js makes of a .bib and a .ris file, as JSON: {"citejs-bib": […], "citejs-ris": […]}.
const { createRequire } = require("node:module");
const fs = require("node:fs");

const [packages, bib, ris] = process.argv.slice(2);
const load = createRequire(`${packages}/`);
const { Cite } = load("@citation-js/core");
load("@citation-js/plugin-bibtex");
load("@citation-js/plugin-ris");
const read = (file, forceType) => new Cite(fs.readFileSync(file, "utf8").replace(/^\uFEFF/, ""), { forceType }).data;
const told = { "citejs-bib": read(bib, "@bibtex/text"), "citejs-ris": read(ris, "@ris/file") };
process.stdout.write(JSON.stringify(told));
