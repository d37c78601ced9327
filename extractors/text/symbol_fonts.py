"""What the two symbol fonts that every reader of PDF knows print for their codes, as pdfminer.six does not.

Codes: ISO 32000-2, annex D.5 (Symbol) and D.6 (ZapfDingbats). A file that uses them repeats no encoding; pdfminer.six
takes the standard one, by which a tick is "4", a cross "8", and plus or minus a dash.
"""

from collections.abc import Mapping

_SYMBOL = {
    32: " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_",
    97: "αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
    160: "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊⟨®©™∑",
    230: "⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪",
    241: "⟩∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭",
}
_DINGBATS = {
    32: " ✁✂✃✄☎✆✇✈✉☛☞✌✍✎✏✐✑✒✓✔✕✖✗✘✙✚✛✜✝✞✟✠✡✢✣✤✥✦✧★✩✪✫✬✭✮✯✰✱✲✳✴✵✶✷✸✹✺✻✼✽✾✿❀❁❂❃❄❅❆❇❈❉❊❋●❍■❏❐❑❒▲▼◆❖◗❘❙❚❛❜❝❞",
    128: "❨❩❪❫❬❭❮❯❰❱❲❳❴❵",
    161: "❡❢❣❤❥❦❧♣♦♥♠①②③④⑤⑥⑦⑧⑨⑩❶❷❸❹❺❻❼❽❾❿➀➁➂➃➄➅➆➇➈➉➊➋➌➍➎➏➐➑➒➓➔→↔↕➘➙➚➛➜➝➞➟➠➡➢➣➤➥➦➧➨➩➪➫➬➭➮➯",
    241: "➱➲➳➴➵➶➷➸➹➺➻➼➽➾",
}


def _codes(rows: Mapping[int, str]) -> dict[int, str]:
    return {first + place: sign for first, signs in rows.items() for place, sign in enumerate(signs)}


SYMBOL_ENCODINGS: Mapping[str, dict[int, str]] = {"Symbol": _codes(_SYMBOL), "ZapfDingbats": _codes(_DINGBATS)}
"""By the font's name: the sign of each code that it has."""
