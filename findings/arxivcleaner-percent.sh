#!/usr/bin/env bash
# Package: arxiv_latex_cleaner 1.0.11
# Behaviour: which takes comments out of a paper before it goes to arXiv also cuts what TeX prints: in lstlisting
#   and verbatim the line rate = hits % total keeps rate = hits %, print("%d faces" % n) keeps print("%, and a line
#   that begins with %s is gone. An address in \href that has a % (%2F, %20) ends there, with the rest of its line, so that
#   the braces do not close. \url is right, and \% is. It prints nothing.
# A good guess: a % within verbatim text or the first argument of \href is no comment to TeX, and a tool whose one work is
#   comments, and which spares \url for this reason, knows the others.
# Matters: the paper that is published has other code than the one that was written, still of one printed line each; who
#   reads sources from arXiv finds code, format strings and prompts cut at the first %, and thinks that authors wrote so.
# Seen: 2026-11-30, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check arxiv_latex_cleaner==1.0.11
cd "$d"
mkdir paper
cat >paper/main.tex <<'TEX'
\documentclass{article}
\usepackage{listings,hyperref}
\begin{document}
Of 95\% we know, see \url{https://example.org/a%20b}. % private
\begin{lstlisting}
rate = hits % total
print("%d faces" % n)
\end{lstlisting}
\begin{verbatim}
100% of it
%s used LFW
\end{verbatim}
It is in \href{https://doi.org/10.1000%2Fabc}{the paper} of 2016.
\end{document}
TEX
venv/bin/arxiv_latex_cleaner paper >/dev/null 2>&1
cat >seen.tex <<'TEX'
\documentclass{article}
\usepackage{listings,hyperref}
\begin{document}
Of 95\% we know, see \url{https://example.org/a%20b}. %
\begin{lstlisting}
rate = hits %
print("%
\end{lstlisting}
\begin{verbatim}
100%
\end{verbatim}
It is in \href{https://doi.org/10.1000%
\end{document}
TEX
if ! diff seen.tex paper_arXiv/main.tex; then
  echo "changed: the paper as it is cleaned differs from what was seen"
  exit 1
fi
echo "ok: arxiv_latex_cleaner cuts lines of listings and a link at their first %, as if comments began there"
