"""Companies that no table knows, in the forms of many languages, and what is none.

Covers: extractors.organisations.company_names.
"""

import pytest

from citetrail.records.vocabulary import Sector
from extractors.organisations.resolver import Resolver

COMPANIES = (
    "Zenseact AB",
    "Kestrel Mobility AG, Zug, Switzerland",
    "Meteotest AG, Bern, Schweiz",
    "Hydrokabel GmbH & Co. KG, Kiel, Germany",
    "Tidewise Consulting Pty Ltd, Hobart, Australia",
    "Enerjisa Üretim Santralleri A.Ş., İstanbul, Türkiye",
    "ТОВ «СофтСерв», м. Львів, Україна",
    "ООО «Яндекс.Технологии», Москва, Россия",
    "АО «Лаборатория Касперского», Москва",
    "株式会社アーカイブワークス",
    "(株)アーカイブワークス 研究開発部",
    "㈜루닛, 서울",
    "주식회사 딥브레인, 서울, 대한민국",
    "深圳市某某科技股份有限公司",
    "北京旷视科技公司",
    "شركة أرامكو السعودية، الظهران",
    "شرکت ایران خودرو، تهران",
    'חברת אורקם בע"מ, ירושלים',
    "บริษัท ปตท. จำกัด, กรุงเทพ",
    "Công ty TNHH Sao Mai, Hà Nội",
    "CTCP Zalo Việt Nam, Hồ Chí Minh",
    "Kuusi Vision Oy, Espoo, Finland",
    "Biomodex SAS, Paris, France",
    "Lunaria Therapeutics, Cambridge, MA, USA",
    "Quorvex Technologies, Boston, MA, USA",
    "Quorvex AI, San Francisco, USA",
    "Quorvex Vision AI",
    "Quorvex Labs, Berlin, Germany",
    "Quorvex Robotics, Zurich, Switzerland",
    "Quorvex Solutions, Lyon, France",
    "Quorvex Pharmaceuticals, Basel, Switzerland",
    "PT Telkom Nusantara, Jakarta, Indonesia",
    "Quorvex Sdn. Bhd., Kuala Lumpur, Malaysia",
    "Quorvex Sp. z o.o., Kraków, Poland",
    "Quorvex s.r.o., Praha, Czech Republic",
    "Quorvex d.o.o., Ljubljana, Slovenia",
    "Quorvex Kft., Budapest, Hungary",
    "Quorvex Lda, Porto, Portugal",
    "Quorvex S.A., Madrid, Spain",
    "Quorvex S.A. de C.V., Monterrey, México",
    "Quorvex S/A, São Paulo, Brazil",
    "Quorvex SpA, Milano, Italy",
    "Quorvex SE, Walldorf, Germany",
    "Quorvex OÜ, Tallinn, Estonia",
    "Quorvex UAB, Vilnius, Lithuania",
    "Quorvex SIA, Riga, Latvia",
    "Quorvex Bilişim San. ve Tic. Ltd. Şti., Ankara, Türkiye",
    "Quorvex Α.Ε., Αθήνα, Ελλάδα",
    "Quorvex ЕООД, София, България",
    "Quorvex S.A. (QVX), São Paulo, Brasil",
    "Quorvex ehf., Reykjavík, Iceland",
    "SIA “Quorvex Studija”, Rīga, Latvija",
    "OÜ Quorvex, Tallinn, Eesti",
    "შპს „კვორვექსი“, თბილისი",
    "Քվորվեքս ՍՊԸ, Երևան",
    "क्वोरवेक्स लिमिटेड, पुणे",
    "Quorvex Hospitals Enterprise Ltd., Chennai, India",
    "University of Toronto, Toronto, Canada; Quorvex AI Inc., Toronto, Canada",
    "Seoul National University, Seoul, Korea and Quorvex Co., Ltd., Seoul, Korea",
    "Quorvex GmbH, Technische Universität München, München, Germany",
    "quorvex.ai",
    "Quorvex Corporation Research Center, Yokohama, Japan",
    "Quorvex LLC",
    "Quorvex Holdings PLC, London, UK",
)
OTHERS = (
    "Department of Oncology, Cross Cancer Institute, Edmonton AB",
    "University of Calgary, Calgary AB, Canada",
    "Physics Department, Adelaide SA, Australia",
    "AG Neurobiologie, Freie Universität Berlin, Germany",
    "Institut für Physik, AG Schmidt, Universität Mainz, Germany",
    "Research Foundation for Mental Hygiene, Inc., New York State Psychiatric Institute, NY, USA",
    "American Chemical Society, Inc., Washington, DC, USA",
    "Alfred-Wegener-Institut, Am Handelshafen 12, Bremerhaven",
    "Department of Company Law, University of Leeds, UK",
    "Intelligent Systems, Tübingen, Germany",
    "Control Systems Technology, Eindhoven, Netherlands",
    "Center for Responsible AI, Lisbon, Portugal",
    "Institute for Artificial Intelligence, Warsaw",
    "АО «Медицинский университет Астана», Астана, Казахстан",
    "Ad hoc Committee, Sofia",
    "公司法研究中心, 北京大学",
    "School of Robotics, Xi'an, China",
    "Department of Solutions Chemistry, Ivanovo, Russia",
    "Data Analytics Lab, Zurich, Switzerland",
    "Faculty of Games, Uppsala, Sweden",
    "Pioneer Centre for AI, Copenhagen, Denmark",
    "Information Technologies, Kyiv, Ukraine",
    "Digital Technologies, Bergamo, Italy",
    "Applied Robotics, Ulm, Germany",
    "Machine Learning and Therapeutics, Leiden",
    "The Alan Turing Institute, London",
    "Research Center for Advanced Technologies, Prague",
    "KAIST AI, Seoul, Korea",
    "Hessian AI, Darmstadt, Germany",
    "Nanyang Tech Labs, Singapore",
    "National Bank of Clay, Oslo",
    "Deutsches Kilnzentrum gGmbH, Berlin, Germany",
    "Ministry of Health, Kigali, Rwanda",
    "Stanford AI, Stanford, CA, USA",
    "Massachusetts Robotics, Pasadena, CA, USA",
    "Forschungsinstitut für Tonbau, Frick AG, Schweiz",
    "Gemeinde Wettingen AG",
    "Kantonsspital Aarau AG, Aarau, Schweiz",
    "Ненецкий АО, Нарьян-Мар, Россия",
    "Городская больница № 9, ЗАО, Москва",
    "АО «Научный центр педиатрии», Алматы, Казахстан",
    "JSC National Centre for Burns, Astana, Kazakhstan",
    "Ivanov I. I., Petrov S.A., Moscow, Russia",
    "School of Planning SPA, Delhi, India",
    "Instituto Nacional de Arcilla S.A., Lima, Perú",
    "第八十三集团军医院",
    "Siemens Stiftung, München, Germany",
    "삼성병원, 서울",
    "AS Keramikas Biedrība Society, Rīga, Latvia",
)


@pytest.mark.parametrize("string", COMPANIES)
def test_companies_are_known_by_their_names(bare: Resolver, string: str) -> None:
    assert any(m.sector is Sector.COMMERCIAL for m in bare.resolve(string))


@pytest.mark.parametrize("string", OTHERS)
def test_nobody_else_is_a_company(bare: Resolver, resolver: Resolver, string: str) -> None:
    for asked in (bare, resolver):
        assert not any(m.sector is Sector.COMMERCIAL for m in asked.resolve(string))


def test_a_name_that_only_companies_bear_is_one_abroad_and_with_the_words_of_their_parts(resolver: Resolver) -> None:
    (match,) = resolver.resolve("Brindlemoor Kettleworks, Lagos, Nigeria")
    assert match.sector is Sector.COMMERCIAL
    (match,) = resolver.resolve("Brindlemoor Kettleworks Labs, Oslo, Norway")
    assert match.organisation is not None
    assert match.organisation.name == "Brindlemoor Kettleworks (Norway)"


@pytest.mark.parametrize(
    ("string", "domain", "told"),
    [
        ("Teapot Vision, Ulm, Germany", "teapotvision.com", True),
        ("Teapot Vision, Ulm, Germany", "mail.teapot.ai", True),
        ("Teapot, Ulm, Germany", "teapot-vision.co.jp", True),
        ("Teapot Vision, Ulm, Germany", "gmail.com", False),
        ("Teapot Vision, Ulm, Germany", "teapotvision.org", False),
        ("Teapot College, Ulm, Germany", "teapotcollege.com", False),
    ],
)
def test_a_domain_of_trade_called_as_the_string_begins(bare: Resolver, string: str, domain: str, told: bool) -> None:
    assert any(m.sector is Sector.COMMERCIAL for m in bare.resolve(string, email_domains=[domain])) == told


def test_a_company_beside_a_university_is_told_with_its_name(bare: Resolver) -> None:
    matches = bare.resolve("University of Toronto, Toronto; Teapot Vision, Inc., Toronto, Canada")
    assert [m.printed for m in matches if m.sector is Sector.COMMERCIAL] == ["Teapot Vision"]


@pytest.mark.parametrize("string", ["Marmot Labs, Oslo, Norway", "Quillfeather Therapeutics, Oslo, Norway"])
def test_a_word_of_other_bodies_names_no_company(bare: Resolver, resolver: Resolver, string: str) -> None:
    assert [m.sector for m in bare.resolve(string)] == [Sector.COMMERCIAL]
    assert [m.sector for m in resolver.resolve(string)] == [Sector.UNKNOWN]
