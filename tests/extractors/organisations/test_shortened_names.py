"""Military bodies as indexes shorten them, beside a university, named after people; what retired people left; houses.

Covers: extractors.organisations.military_words, extractors.organisations.landmarks.
"""

import pytest

from citetrail.records.vocabulary import Sector
from extractors.organisations.landmarks import without_landmarks
from extractors.organisations.resolver import Resolver

FORCES = (
    "Heydər Əliyev adına Hərbi Akademiya, Bakı, Azərbaycan",
    "Қазақстан Республикасының Тұңғыш Президенті – Елбасы атындағы Ұлттық қорғаныс университеті, Астана",
    "Վազգեն Սարգսյանի անվան ռազմական համալսարան, Երևան, Հայաստան",
    "O'zbekiston Respublikasi Qurolli Kuchlari Akademiyasi, Toshkent",
    "Military Hospital 103, Hanoi, Vietnam",
    "Department of Surgery, Military Hospital 103, Hanoi, Vietnam",
    "Department of Surgery, 175 Military Hospital, Ho Chi Minh City, Vietnam",
    "Hop Instruct Armees Percy, Clamart, France",
    "HIA Percy, Clamart, France",
    "HIA Sainte-Anne, Toulon, France",
    "HIA Laveran, F-13384 Marseille, France",
    "Serv Biol, HIA Desgenettes, Lyon, France",
    "Hop Mil Mohammed V, Rabat, Morocco",
    "Hop Mil Instruct Mohamed V, Rabat, Morocco",
    "Hop Mil Tunis, Tunis, Tunisia",
    "Hop Mil Avicenne, Marrakech, Morocco",
    "Hosp Mil Cent, Bogota, Colombia",
    "Hosp Cent Mil, Mexico City, Mexico",
    "Hosp Mil Cent Dr Carlos J Finlay, Havana, Cuba",
    "Hosp Naval Almirante Nef, Vina Del Mar, Chile",
    "Osped Mil Celio, Rome, Italy",
    "Policlin Mil Celio, Rome, Italy",
    "Wojskowy Inst Med, Warsaw, Poland",
    "Mil Inst Med, Warsaw, Poland",
    "Vojnomed Akad, Belgrade, Serbia",
    "Voj Nemocnica, Kosice, Slovakia",
    "Gen Mil Hosp, Athens, Greece",
    "Secretaria Def Nacl, Mexico City, Mexico",
    "Secretaria Marina Armada Mexico, Veracruz, Mexico",
    "Minist Def, Madrid, Spain",
    "Minist Natl Def, Ankara, Turkey",
    "Esc Naval, Almada, Portugal",
    "Hosp Forcas Armadas, Lisbon, Portugal",
    "Hosp Forcas Armadas, Brasilia, DF, Brazil",
    "Inst Mil Engn, Rio De Janeiro, Brazil",
    "Hosp Cent Exercito, Rio De Janeiro, Brazil",
    "Hosp Cent Def Gomez Ulla, Madrid, Spain",
    "Acad Forca Aerea, Pirassununga, SP, Brazil",
    "Acad Mil, Lisbon, Portugal",
    "Ecole Royale Mil, Brussels, Belgium",
    "Ecole Navale, Lanveoc, France",
    "Ecole Air, Salon De Provence, France",
    "Inst Rech Biomed Armees, Bretigny Sur Orge, France",
    "Serv Sante Armees, Marseille, France",
    "Hosp Mil Reg, Guadalajara, Mexico",
    "Univ Def, Brno, Czech Republic",
    "Gulhane Mil Med Acad, Ankara, Turkey",
    "Kasimpasa Mil Hosp, Istanbul, Turkey",
    "Combined Mil Hosp, Rawalpindi, Pakistan",
    "251 Hellenic Airforce General Hospital, Athens, Greece",
    "401 Gen Mil Hosp Athens, Athens, Greece",
    "Naval Hosp Athens, Athens, Greece",
    "Nepal Army Institute of Health Sciences, Kathmandu",
    "Rwanda Military Referral and Teaching Hospital, Kigali, Rwanda",
    "Kanombe Military Hospital, Kigali, Rwanda",
    "Armed Forces Referral and Teaching Hospital, Addis Ababa, Ethiopia",
    "37 Military Hospital, Accra, Ghana",
    "Nigerian Air Force Reference Hospital, Kaduna",
    "44 Nigerian Army Reference Hospital, Kaduna, Nigeria",
    "Magyar Honvédség Egészségügyi Központ, Budapest",
    "Magyar Honvédség Logisztikai Központ, Budapest",
    "Magyar Honvédség Térképész Szolgálat, Szentendre",
    "MH Gróf Andrássy Gyula Geoinformációs Szolgálat, Budapest",
    "Воена академија „Генерал Михаило Апостолски“, Скопје, Северна Македонија",
    "Военна академия „Г. С. Раковски“, София, България",
    "Национален военен университет „Васил Левски“, Велико Търново",
    "Военномедицинска академия, Клиника по неврохирургия, София",
    "საქართველოს ეროვნული თავდაცვის აკადემია, გორი, საქართველო",
    "გენერალ გიორგი კვინიტაძის სახელობის კადეტთა სამხედრო ლიცეუმი, ქუთაისი",
    "المستشفى العسكري الرئيسي للتعليم بتونس، تونس",
    "المستشفى العسكري الدراسي محمد الخامس، الرباط، المغرب",
    "المستشفى العسكري ابن سينا، مراكش",
    "المستشفى المركزي للجيش محمد الصغير النقاش، الجزائر",
    "مستشفى الأمير سلطان العسكري بالظهران، المملكة العربية السعودية",
    "الكلية الحربية، القاهرة، مصر",
    "AFRIMS, Bangkok, Thailand",
    "Military Hospital of Tunis, University of Tunis El Manar, Tunis, Tunisia",
    "Department of Urology, Military Hospital of Tunis, Tunis El Manar University, Tunisia",
    "Cent Mil Hosp, Dept Surg, Bucharest, Romania; Carol Davila Univ Med & Pharm, Bucharest, Romania",
    "Central Military Emergency University Hospital, Bucharest; Titu Maiorescu University, Bucharest, Romania",
    "Military Academy General Mihailo Apostolski, Skopje, University Goce Delcev, Stip, North Macedonia",
    "Army Medical College, National University of Medical Sciences, Rawalpindi, Pakistan",
    "Hôpital Militaire d'Instruction Mohammed V, Université Mohammed V, Rabat, Maroc",
    "Service d'ORL, Hôpital Militaire Moulay Ismail, Université Sidi Mohamed Ben Abdellah, Meknès, Maroc",
    "Hospital Militar Central, Universidad Militar Nueva Granada, Bogotá, Colombia",
    "Војномедицинска академија, Универзитет одбране, Београд, Србија",
    "Военно-медицинская академия, Санкт-Петербургский государственный университет, Россия",
    "المستشفى العسكري بتونس، جامعة تونس المنار، تونس",
    "Hospital Naval, Universidad de Cádiz, Cádiz, Spain",
)
OTHERS = (
    "Colonel (Ret.), Indian Army, Pune, India",
    "Independent Researcher (retired US Air Force), Dayton, OH, USA",
    "Independent researcher (Commander, Royal Navy, ret'd), Portsmouth, UK",
    "Retired, US Army Corps of Engineers, Vicksburg, MS, USA",
    "US Navy (Ret.), San Diego, CA, USA",
    "US Army, retired, Tucson, AZ, USA",
    "Lt. Gen. (Retd.) Pakistan Army, Lahore, Pakistan",
    "Private scholar, Oberst a. D. der Bundeswehr, Bonn, Germany",
    "Major (retired), Australian Army, Canberra, Australia",
    "Freelance writer; veteran of the US Marine Corps, Austin, TX, USA",
    "Institute of Plant Protection, ul. Wojska Polskiego 28, 60-637 Poznań, Poland",
    "Faculty of Forestry, Wojska Polskiego 71 C, 60-625 Poznań, Poland",
    "Institute of Physics, Wojska Polskiego 65/67A, 85-825 Bydgoszcz, Poland",
    "Katedra Zoologii, Wojska Polskiego 71C 60-625 Poznań, Poland",
    "Uniwersytet Przyrodniczy w Poznaniu, Wojska Polskiego 28",
    "Centro Médico ABC, Ejército Nacional 843-B, Ciudad de México, México",
    "Facultad de Medicina, Fuerzas Armadas 12-45, Quito, Ecuador",
    "Clinica Dental, Fuerza Aerea Mexicana 410B, Veracruz, Mexico",
    "Факултет за физичка култура, Српске војске 12Б, Источно Сарајево",
    "Институт ботаники, Советской Армии 9А, Самара, Россия",
    "Farmaceutski fakultet, Vojske Jugoslavije 3A, Niš, Srbija",
    "Universitat Munster, Bundeswehrstrasse 5A, Munster, Germany",
    "Hop Militaires Street Clinic, Lyon, France",
    "Société d'histoire HIA, Paris, France",
    "HIA Technologies, Paris, France",
    "Health Insurance Authority HIA, Dublin, Ireland",
    "Asociación de Amigos de la Secretaria Marina Mercante, Mexico",
    "Colegio Marina, Mexico City, Mexico",
    "Secretaria Marina Lopez, Oficina de Turismo, Cancun, Mexico",
    "Centre for Military Health Research, King's College London, UK",
    "Department of Military Science, University of Oregon, Eugene, OR, USA",
    "Катедра за воена историја, Универзитет Св. Кирил и Методиј, Скопје",
    "Military Academy Street Clinic, University of Skopje, Skopje",
    "Department of Military History, Military Academy Library Collection, University of Kansas, USA",
    "Old Military Hospital Campus, University of Sydney, Sydney, Australia",
)


@pytest.mark.parametrize("string", FORCES)
def test_forces_are_known(bare: Resolver, string: str) -> None:
    assert any(m.sector is Sector.MILITARY for m in bare.resolve(string))


@pytest.mark.parametrize("string", OTHERS)
def test_nobody_else_is(bare: Resolver, resolver: Resolver, string: str) -> None:
    for asked in (bare, resolver):
        assert not any(m.sector is Sector.MILITARY for m in asked.resolve(string))


@pytest.mark.parametrize(
    ("raw", "left"),
    [
        ("US Army, retired, Tucson", "retired, Tucson"),
        ("Clay University, Tucson; Colonel (Ret.), US Army", "Clay University, Tucson, Colonel (Ret.)"),
        ("Scholar (Captain, US Navy, retired), Tucson", "Scholar, Tucson"),
        ("US Navy (Ret.)", ""),
        ("Retired Professor, Clay University", "Retired Professor, Clay University"),
        ("A. D. Noor, Naval Hospital", "A. D. Noor, Naval Hospital"),
    ],
)
def test_what_somebody_has_retired_from_is_nobodys_place(raw: str, left: str) -> None:
    assert without_landmarks(raw) == left
