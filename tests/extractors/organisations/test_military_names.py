"""Names that begin like a military body's and are another's, and military ones as indexes abbreviate them.

Covers: extractors.organisations.military_words, extractors.organisations.military_grounds.
"""

import pytest

from citetrail.records.vocabulary import Sector
from extractors.organisations.resolver import Resolver


def is_military(resolver: Resolver, raw: str) -> bool:
    return any(m.sector is Sector.MILITARY for m in resolver.resolve(raw))


@pytest.mark.parametrize(
    "raw",
    [
        "U.S. Naval Research Laboratory Beekeepers Society, Washington, DC, USA",
        "Graduates Association, United States Naval Academy, Annapolis, MD, USA",
        "Naval Postgraduate School of Pottery, Monterey, CA, USA",
        "NPS (Northern Pottery Society), Monterey, CA, USA",
        "Royal Military College of Canada Road Nursery, Kingston, Canada",
        "Lakeside University (formerly Third Military Medical University), Chongqing, China",
        "Museo de Arte, Av. Ejército Nacional 12, Mexico City, Mexico",
        "Centre for Military Ethics, King's College London, London, UK",
        "Escuela Primaria Colegio Militar, Puebla, Mexico",
        "北京市解放军路幼儿园, 北京",
        "Department of Defence Studies, University of Leeds, UK",
        # Polymers, streets by name and number, stops; schools of police and railways; what only sounds like an arm.
        "PLA Bioplastics Institute, Ningbo, China",
        "Military Trail Animal Hospital, West Palm Beach, FL, USA",
        "Escuela Militar 4510, Las Condes, Santiago, Chile",
        "Metro Escuela Militar Station Clinic, Santiago, Chile",
        "Police Officers Training Academy, Chennai, India",
        "Base Hospital, Srinagar Garhwal, Uttarakhand, India",
        "Hospital Military Road, Colombo, Sri Lanka",
        "Strada Spitalul Militar 4, Cluj-Napoca, România",
        "Magyar Honvédség Labdarúgó Klub, Budapest, Magyarország",
        "Ναυτικό Μουσείο Κρήτης, Χανιά",
        "جمعية المحاربين، شارع القوات المسلحة، القاهرة",
        "原沈阳军区总医院对面的口腔诊所, 沈阳",
        "Officers Training Academy, Indian Railways, Vadodara, India",
        "Salvation Army School of Nursing, Nagpur, India",
        "Voice Command Hospital Robot Laboratory, Pune, India",
        "School of Artillery Gaming, Malmö, Sweden",
        "Infantry School Road Dental Practice, Warminster, UK",
        # Of ships, the merchant marine and the sea; a street, friends; what armed forces only lend their name to.
        "Instituto de Hidrodinámica Naval, Vigo, España",
        "Servicio Hidrográfico de la Marina Mercante, Callao, Perú",
        "Centro de Hidrobiología Marina, Cádiz, España",
        "Liceo Clay, Salita dell'Istituto Idrografico della Marina 8, Genova, Italia",
        "Amici dell'Istituto Geografico Militare, Firenze, Italia",
        "Armed Forces Institute of Pottery, Dayton, OH, USA",
        "Royal Medical Services, Melbourne, Australia",
        "Plant Def Res Grp, Inst Bot, Uppsala, Sweden",
    ],
)
def test_the_name_goes_on_to_a_civil_body(resolver: Resolver, raw: str) -> None:
    assert not is_military(resolver, raw)


@pytest.mark.parametrize(
    "raw",
    [
        "U.S. Naval Research Laboratory, Washington, DC, USA",
        "Department of Defense, Washington, DC, USA",
        "Armed Forces Med Coll, Nagpur, India",
        "United States Space Force, Colorado Springs, CO, USA",
        "Army Engineering University of the Chinese PLA, Nanjing, China",
        "Military Institute of Kyiv National University, Kyiv, Ukraine",
        "General Hospital of Western Theater Command, Chengdu, China",
        "63750部队, 西安",
        # Schools and hospitals of forces whose names do not say so.
        "Officers Training Academy, Chennai, India",
        "Infantry School, Mhow, India",
        "School of Artillery, Deolali, India",
        "High Altitude Warfare School, Gulmarg, India",
        "Officer Candidate School, Fort Benning, GA, USA",
        "Command Hospital (Southern Command), Pune, India",
        "U.S. Army Sergeants Major Academy, Fort Bliss, TX, USA",
        "Nigerian Army School of Medical Sciences, Ojo, Lagos, Nigeria",
        "Defense Language Institute, Monterey, CA, USA",
        "Unteroffizierschule des Heeres, Delitzsch, Deutschland",
        "Военная академия Генерального штаба, Москва",
        "航空自衛隊幹部候補生学校, 奈良",
        "Military Hospital 103, Hanoi, Vietnam",
        # As indexes shorten them, and in languages that part words and addresses otherwise.
        "Hosp Mil Reg, Serv Pediat, Guadalajara, Mexico",
        "Mil Inst Hyg & Epidemiol, Warsaw, Poland",
        "Spitalul Militar de Urgență, Brașov, România",
        "Magyar Honvédség Egészségügyi Központ, Pécs, Magyarország",
        "424 Γενικό Στρατιωτικό Νοσοκομείο, Θεσσαλονίκη",
        "مستشفى المعادي العسكري، القاهرة",
        "北部战区总医院骨科, 沈阳",
        "Försvarets radioanstalt, Bromma, Sverige",
        # Navies' services that chart the sea, medical corps and their institutes, and as indexes shorten them.
        "Servicio Hidrográfico de la Marina de Guerra, Callao, Perú",
        "Instituto Hidrográfico de la Marina, Sección de Mareas, Cádiz, España",
        "Istituto Idrografico della Marina, Reparto Oceanografia, Genova, Italia",
        "Inst Hidrog Marina, Cadiz, Spain",
        "Naval Oceanographic Department, Colombo, Sri Lanka",
        "Hydrographic Office of the Polish Navy, Gdynia, Poland",
        "Armed Forces Institute of Ophthalmology, Rawalpindi, Pakistan",
        "Armed Forces Inst Transfus, Lahore, Pakistan",
        "Royal Medical Services, Zarqa, Jordan",
        "空军特色医学中心心内科, 北京",
        "Def Food Res Lab, Siddarthanagar, Mysore, Karnataka, India",
        "Def Sci & Technol Grp, Melbourne, Vic, Australia",
        "USA Aeromed Res Lab, Ft Rucker, AL USA",
        # Letters beside those of the organisation, a fort, a corps; adjectives, staffs, and test centres by numbers.
        "DRDO-LASTEC, Delhi, India",
        "GTRE-DRDO, Bengaluru, India",
        "DSTL Fort Monckton, Gosport, UK",
        "IDF Signal Corps, Ramat Gan, Israel",
        "Irish Air Corps, Dublin, Ireland",
        "Fuerza Aérea Boliviana, La Paz, Bolivia",
        "Ejército Peruano, Lima, Perú",
        "Institut militaire, Saint-Cyr, France",
        "Ist Geog Mil, Rome, Italy",
        "WTD 91, Meppen, Germany",
        "CMH Jashore, Bangladesh",
        "Corpo delle Capitanerie di Porto, Genova, Italia",
    ],
)
def test_the_body_itself_is_military(resolver: Resolver, raw: str) -> None:
    assert is_military(resolver, raw)
