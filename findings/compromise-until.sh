#!/usr/bin/env bash
# Package: compromise-dates 3.9.0 (npm; with compromise 14.17.0)
# Behaviour: "until June 2019" is the time from June 2019 to the day on which one asks, that is all that "until" leaves
#   out; "until 6 June 2019" begins on the 6th. "By the end of 2019" is from the day of asking to the end of the year of
#   asking: the 2019 is passed over. "By June 2019" is the second half of May 2019. Of "26-30 June 2016", in any
#   spelling, the 1st of June is left, while "June 26-30, 2016" is right; 2019-06 is the whole of 2019, and "30 May - 2
#   June 2019" is the next 30th of May from now and June 2019.
# A good guess: an end without a start has no start, or the day of asking for one if the end is yet to come; a date in the
#   past does not depend on today. Its README names forms of ISO, and until with a date.
# Matters: "The set was online until June 2019" is the sentence that tells when a dataset ended. Use after the withdrawal
#   and before it change places, another way each day, in a form that has a start and an end and looks exact.
# Seen: 2026-11-30, Node 20
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
cd "$d"
npm install --silent --no-fund --no-audit --prefix "$d" compromise@14.17.0 compromise-dates@3.9.0
cat >look.mjs <<'JS'
import nlp from "compromise";
import dates from "compromise-dates";

nlp.plugin(dates);
const spans = (text, today) =>
  nlp(text)
    .dates({ timezone: "UTC", today })
    .json()
    .map(({ dates: { start, end } }) => `${start.slice(0, 10)}..${end.slice(0, 10)}`)
    .join(" ");
const SEEN = {
  "It was online from June 2014 to May 2016.": "2014-06-01..2016-05-31",
  "It was online until June 2019.": "2019-06-01..2026-11-30",
  "It was online until 6 June 2019.": "2019-06-06..2026-11-30",
  "It was withdrawn by the end of 2019.": "2026-11-30..2026-12-31",
  "We met from June 26-30, 2016.": "2016-06-26..2016-06-30",
  "We met on 26-30 June 2016.": "2016-06-01..2016-06-01",
  "It appeared in 2019-06.": "2019-01-01..2019-12-31",
};
const now = Object.fromEntries(Object.keys(SEEN).map((text) => [text, spans(text, "2026-11-30")]));
const later = spans("It was withdrawn by the end of 2019.", "2030-03-01");
if (JSON.stringify(now) !== JSON.stringify(SEEN) || later !== "2030-03-01..2030-12-31") {
  console.log(`changed: ${JSON.stringify(now)} ${later}`);
  process.exit(1);
}
console.log("ok: for compromise-dates, until June 2019 is from June 2019 to today, by the end of 2019 is this December");
JS
node look.mjs
