"""Armed forces in many languages, and civil bodies, streets and museums with the same words in their names.

Covers: extractors.organisations.force_words, extractors.organisations.force_rules.
"""

import re
from pathlib import Path

import pytest

from citetrail.records.vocabulary import Sector, Tier
from extractors.organisations.force_rules import force_rules
from extractors.organisations.force_words import Kind, force_words, pattern_of, read_force_words
from extractors.organisations.name_rules import military_rule
from extractors.organisations.resolver import Resolver
from extractors.organisations.strict_csv import GazetteerError

FORCES = (
    "Wydział Wojskowy, Akademia Sztuki Wojennej, Warszawa",
    "Slovenska vojska, Vojaška zdravstvena enota, Ljubljana",
    "Vojna bolnica Novi Sad, Petrovaradin, Srbija",
    "Национален военен университет „Васил Левски“, Велико Търново",
    "Военный институт Сухопутных войск, Алматы",
    "Національний університет оборони України, Київ",
    "Univerzita obrany, Fakulta vojenského zdravotnictví, Hradec Králové",
    "10 Wojskowy Szpital Kliniczny z Polikliniką, Bydgoszcz",
    "Lietuvos kariuomenės Karo medicinos tarnyba, Kaunas",
    "Kaitseväe Akadeemia, Tartu",
    "Maanpuolustuskorkeakoulu, Sotatekniikan laitos, Helsinki",
    "Forsvarsakademiet, København",
    "Österreichisches Bundesheer, Sanitätszentrum Ost, Wien",
    "Brigade de sapeurs-pompiers de Paris, Service médical, Paris",
    "Spitali Ushtarak Qendror Universitar, Tiranë",
    "Milli Savunma Üniversitesi, Hava Harp Okulu, İstanbul",
    "Цэргийн төв эмнэлэг, Улаанбаатар",
    "Պաշտպանության նախարարություն, Երևան",
    "كلية الطب بالقوات المسلحة، القاهرة",
    "सेना अस्पताल, दिल्ली छावनी",
    "โรงพยาบาลพระมงกุฎเกล้า กรมแพทย์ทหารบก ถนนราชวิถี กรุงเทพมหานคร",
    "Rumah Sakit Angkatan Laut Dr. Ramelan, Surabaya",
    "三軍總醫院, 臺北",
    "国家防衛医科大学校",
    "Botswana Defence Force, Gaborone",
    "Armed Forces of the Philippines Medical Center, Quezon City",
    "Ministry of Defence of the Republic of Cyprus, Nicosia",
    "Zambian Army, Lusaka",
    "U.S. Naval Medical Research Unit No. 6 (NAMRU-6), Callao, Peru",
    "Institut franco-allemand de recherches de Saint-Louis",
    "โรงพยาบาลพระมงกุฎเกล้า กรุงเทพมหานคร",
    "مستشفى القوات المسلحة بالشارقة",
    "RSAL dr. Mintohardjo, Jakarta, Indonesia",
    "HMIMV, Service de Pneumologie, Rabat, Maroc",
    "ВВМУ „Н. Й. Вапцаров“, Варна, България",
    "AFP Health Service Command, Quezon City, Philippines",
)
OTHERS = (
    "Landhelgisgæsla Íslands, Reykjavík, Ísland",
    "Katedra Historii i Sztuki Wojennej, Poznań",
    "Vojni muzej, Beograd",
    "Ulica Hrvatske vojske 12, Split",
    "Госпиталь для ветеранов войн, Москва",
    "Военно-исторический музей, Санкт-Петербург",
    "Uniwersytecki Szpital Kliniczny im. Wojskowej Akademii Medycznej, Łódź",
    "Wydział Leśny, Wojska Polskiego 71c, Poznań",
    "Muzeum Wojska Polskiego, Warszawa",
    "Maanpuolustuskorkeakoulun Tukisäätiö, Helsinki",
    "Forsvarets Venner, Aarhus",
    "Koninklijke Marine Jachtclub, Den Helder",
    "Plaza de las Fuerzas Armadas, Universidad Central, Quito",
    "Strada Armatei, Cluj",
    "Honvéd Sportegyesület, Budapest",
    "Askeri Müze, İstanbul",
    "โรงเรียนนายร้อยตำรวจ นครปฐม",
    "自衛隊家族会, 東京",
    "空军花园小区医院, 西安",
    "Bangladesh Navy School and College, Chattogram",
    "Philippine Army Wives Cooperative, Taguig",
    "Polish Army Stadium, Warsaw",
    "Kenya Army Worm Control Centre, Nairobi",
    "Ghana Navy Football Club, Tema",
    "Armée du Salut, Paris",
    "Savez veterana Hrvatske vojske, Zagreb",
    "Ακαδημία Εμπορικού Ναυτικού Μακεδονίας",
    "Mustashfa al-Imam al-Askari, Samarra",
    "Institut Saint-Louis, Namur",
    "มูลนิธิพระบาทสมเด็จพระมงกุฎเกล้าเจ้าอยู่หัว กรุงเทพมหานคร",
    "มูลนิธิกองทัพธรรม, กรุงเทพมหานคร",
    "Інститут військово-патріотичного виховання молоді, Київ",
    "Інститут військової історії та спадщини, Львів",
    "Институт военной антропологии, Томск",
    "Académie d'histoire militaire, Paris",
    "al. Wojska Polskiego 28, Szczecin",
    "os. Wojska Polskiego 3, Kalisz",
    "nám. Ozbrojených síl 1, Nitra",
    "Largo Aeronautica Militare, Napoli",
    "國防部前站診所, 臺北",
    "نادي القوات المسلحة بالقاهرة",
)


def is_military(resolver: Resolver, raw: str) -> bool:
    return any(m.sector is Sector.MILITARY for m in resolver.resolve(raw))


@pytest.mark.parametrize("raw", FORCES)
def test_forces_in_their_own_words(bare: Resolver, raw: str) -> None:
    assert is_military(bare, raw)


@pytest.mark.parametrize("raw", OTHERS)
def test_who_only_bears_the_words(bare: Resolver, raw: str) -> None:
    assert not is_military(bare, raw)


def test_every_force_of_the_table_is_told_by_itself(bare: Resolver) -> None:
    kinds = (Kind.FORCE, Kind.ESTABLISHMENT)
    names = [w.replace("*", "") for told in force_words().values() for kind in kinds for w in told.get(kind, ())]
    assert len(names) > 400
    assert [name for name in names if not is_military(bare, name)] == []


@pytest.mark.parametrize(
    ("raw", "tier"),
    [
        ("Puolustusvoimien tutkimuslaitos, Riihimäki", Tier.M3),
        ("國家中山科學研究院, 桃園", Tier.M3),
        ("Amt für den Militärischen Abschirmdienst, Köln", Tier.M2),
        ("Slovenska vojska, Ljubljana", Tier.M1),
    ],
)
def test_tiers(raw: str, tier: Tier) -> None:
    found = military_rule(force_rules(), raw, None)
    assert found is not None
    assert found.tier is tier


def test_letters_may_lose_their_marks_and_stars_stand_for_endings() -> None:
    found = re.compile(pattern_of(["vojašk* akademij*"]), re.I)
    assert all(found.search(text) for text in ("Vojaška akademija", "VOJASKE AKADEMIJE", "na vojaški akademiji"))
    assert not found.search("Nevojaška akademija")


@pytest.mark.parametrize("row", ["sl,army,vojska\n", "sl,force,*\n", "sl,force,vojska\nsl,force,vojska\n"])
def test_faulty_rows_are_named(tmp_path: Path, row: str) -> None:
    path = tmp_path / "force_words.csv"
    path.write_text(f"language,kind,word\n{row}", encoding="utf-8")
    with pytest.raises(GazetteerError, match=r"force_words\.csv"):
        read_force_words(path)
