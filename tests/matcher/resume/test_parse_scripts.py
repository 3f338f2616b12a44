"""Tests of whole short resumes as people of many countries and trades write them: languages, scripts, habits."""

from dataclasses import dataclass

import pytest

from entities.resume import Resume
from matcher.resume import parse_resume

Job = tuple[str | None, str | None, str | None, str | None]  # title, company, start, end
School = tuple[str | None, str | None, str | None, str | None]  # school, degree, subject, end


@dataclass(frozen=True, slots=True)
class Told:
    """What a resume says; what a field leaves out is not looked at."""

    text: str
    name: str
    work: tuple[Job, ...]
    education: tuple[School, ...] = ()
    skills: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    tag: str | None = None


TOLD = {
    "profile export": Told(
        text="""\
Contact
elena.ruiz@example.com
www.linkedin.com/in/elenaruiz (LinkedIn)

Top Skills
Marketing Strategy
Branding

Elena Ruiz
Head of Marketing at Solara

Experience

Solara
Head of Marketing
March 2020 - Present (4 years 9 months)
Madrid, Spain

Cafe Norte
5 years 2 months
Marketing Manager
January 2018 - February 2020 (2 years 2 months)
Marketing Assistant
January 2015 - December 2017 (3 years)

Education
Universidad Complutense de Madrid
Licenciatura, Publicidad · (2010 - 2014)
""",
        name="Elena Ruiz",
        work=(
            ("Head of Marketing", "Solara", "2020-03", "now"),
            ("Marketing Manager", "Cafe Norte", "2018-01", "2020-02"),
            ("Marketing Assistant", "Cafe Norte", "2015-01", "2017-12"),
        ),
        education=(("Universidad Complutense de Madrid", "Licenciatura", "Publicidad", "2014"),),
    ),
    "employers in capitals, undated": Told(
        text="""\
Ian Frost
ian@example.com

EXPERIENCE

HALDEN
Bergen, Norway
Plant Manager                         2019 – Present
- Ran.
Shift Lead                            2016 – 2019
- Shifted.

NORDAN
Oslo, Norway
Trainee                               2011 – 2013
- Learned.
""",
        name="Ian Frost",
        work=(
            ("Plant Manager", "HALDEN", "2019", "now"),
            ("Shift Lead", "HALDEN", "2016", "2019"),
            ("Trainee", "NORDAN", "2011", "2013"),
        ),
    ),
    "table with a head": Told(
        text="""\
Jan Novak
jan.novak@example.cz

Employment
Period            Position           Employer
2019 - 2023       Welder             Ferona
2015 - 2019       Locksmith          Kovo Brno

Education
Period            School                     Field
2011 - 2015       SOŠ Brno                   Mechanics
""",
        name="Jan Novak",
        work=(("Welder", "Ferona", "2019", "2023"), ("Locksmith", "Kovo Brno", "2015", "2019")),
        education=(("SOŠ Brno", None, "Mechanics", "2015"),),
    ),
    "one role a line": Told(
        text="""\
Tom Reed
tom@example.com

EMPLOYMENT
Carpenter, Reed & Sons, 2018-present
Joiner, Hall Kitchens, 2014-2018
Apprentice, Hall Kitchens, 2011-2014

EDUCATION
Leeds City College, NVQ Level 3 Carpentry, 2011
""",
        name="Tom Reed",
        work=(
            ("Carpenter", "Reed & Sons", "2018", "now"),
            ("Joiner", "Hall Kitchens", "2014", "2018"),
            ("Apprentice", "Hall Kitchens", "2011", "2014"),
        ),
        education=(("Leeds City College", "NVQ Level 3", "Carpentry", "2011"),),
    ),
    "academic": Told(
        text="""\
Dr. Ingrid Solberg
Department of Physics, University of Oslo
ingrid.solberg@example.no

ACADEMIC APPOINTMENTS
2015–2019      Postdoctoral Researcher, CERN, Geneva
2014–2015      Visiting Fellow, Imperial College London

EDUCATION
2010–2014   PhD in Particle Physics, University of Bergen
2008–2010   MSc in Physics, University of Bergen

PUBLICATIONS
Solberg, I. (2021). Heat in thin films. Journal of Films 12, 2019–2023.
Solberg, I. and Haug, P. (2018). On noise. Proc. Noise 2018, pp. 1990-2001.
""",
        name="Ingrid Solberg",
        work=(
            ("Postdoctoral Researcher", "CERN", "2015", "2019"),
            ("Visiting Fellow", "Imperial College London", "2014", "2015"),
        ),
        education=(
            ("University of Bergen", "PhD", "Particle Physics", "2014"),
            ("University of Bergen", "MSc", "Physics", "2010"),
        ),
    ),
    "military": Told(
        text="""\
SGT Robert Hale
robert.hale@example.com | Killeen, TX

MILITARY EXPERIENCE
Platoon Sergeant                                   Jun 2016 – Aug 2020
United States Army
- Led 38 soldiers in two deployments.

Squad Leader                                       Mar 2012 – Jun 2016
United States Army
- Trained nine soldiers.
""",
        name="Robert Hale",
        work=(
            ("Platoon Sergeant", "United States Army", "2016-06", "2020-08"),
            ("Squad Leader", "United States Army", "2012-03", "2016-06"),
        ),
    ),
    "european form": Told(
        text="""\
Europass Curriculum Vitae

PERSONAL INFORMATION     Marek Zieliński
    ul. Długa 5, 00-238 Warszawa (Poland)
    +48 601 234 567
    marek@example.pl

WORK EXPERIENCE
01/03/2018–Present     Quality Inspector
    Polmet Sp. z o.o., Warszawa (Poland)
    ▪ Inspects welds
01/09/2014–28/02/2018     Laboratory Technician
    Instytut Stali, Gliwice (Poland)

EDUCATION AND TRAINING
01/10/2009–30/06/2014     Master of Science in Metallurgy
    AGH University, Kraków (Poland)

PERSONAL SKILLS
Mother tongue(s)     Polish
Other language(s)     English, German
""",
        name="Marek Zieliński",
        work=(
            ("Quality Inspector", "Polmet Sp. z o.o.", "2018-03", "now"),
            ("Laboratory Technician", "Instytut Stali", "2014-09", "2018-02"),
        ),
        languages=("Polish", "English", "German"),
    ),
    "greek": Told(
        text="""\
Νίκος Παπαδόπουλος
nikos@example.gr | +30 210 1234567 | Αθήνα

ΕΠΑΓΓΕΛΜΑΤΙΚΗ ΕΜΠΕΙΡΙΑ
ΙΑΝΟΥΑΡΙΟΣ 2019 – σήμερα
Μηχανικός λογισμικού
Άλφα Α.Ε.
- Ανάπτυξη.

Εκπαίδευση
2010 – 2014 Εθνικό Μετσόβιο Πολυτεχνείο, Δίπλωμα Μηχανικού

Δεξιότητες
Python, SQL

Γλώσσες
Ελληνικά, Αγγλικά
""",
        name="Νίκος Παπαδόπουλος",
        work=(("Μηχανικός λογισμικού", "Άλφα Α.Ε.", "2019-01", "now"),),
        skills=("Python", "SQL"),
        languages=("Ελληνικά", "Αγγλικά"),
        tag="el",
    ),
    "japanese": Told(
        text="""\
職務経歴書
山田太郎
taro@example.jp

職歴
2015年4月 – 2019年3月　株式会社青空　エンジニア
2019年4月 – 現在　緑川株式会社　プロジェクトマネージャー

スキル
Python、Java
""",
        name="山田太郎",
        work=(
            ("エンジニア", "株式会社青空", "2015-04", "2019-03"),
            ("プロジェクトマネージャー", "緑川株式会社", "2019-04", "now"),
        ),
        skills=("Python", "Java"),
        tag="ja",
    ),
    "chinese": Told(
        text="""\
王小明
wang@example.cn | +86 138 0013 8000 | 北京

工作经历
2019年3月 - 至今    蓝天科技有限公司    软件工程师
- 负责后端
2015年7月 - 2019年2月    红河贸易公司    数据分析师

教育经历
2011年9月 - 2015年6月    清华大学    计算机科学    本科

技能
Python，Java，SQL
""",
        name="王小明",
        work=(
            ("软件工程师", "蓝天科技有限公司", "2019-03", "now"),
            ("数据分析师", "红河贸易公司", "2015-07", "2019-02"),
        ),
        education=(("清华大学", "本科", "计算机科学", "2015-06"),),
        skills=("Python", "Java", "SQL"),
        tag="zh",
    ),
    "korean": Told(
        text="""\
김민수
minsu@example.kr | 서울

경력
2019.03 - 현재    푸른소프트    소프트웨어 엔지니어
2015.07 - 2019.02    하늘전자    데이터 분석가

학력
2011.03 - 2015.02    서울대학교    컴퓨터공학    학사

기술
Python, Java
""",
        name="김민수",
        work=(
            ("소프트웨어 엔지니어", "푸른소프트", "2019-03", "now"),
            ("데이터 분석가", "하늘전자", "2015-07", "2019-02"),
        ),
        education=(("서울대학교", "학사", "컴퓨터공학", "2015-02"),),
        skills=("Python", "Java"),
        tag="ko",
    ),
    "arabic": Told(
        text="""\
أحمد حسن
ahmed@example.com | +20 100 123 4567

الخبرة
يناير 2019 - الآن
مهندس برمجيات
شركة النيل

التعليم
2010 - 2014 جامعة القاهرة، بكالوريوس هندسة

المهارات
Python, SQL

اللغات
العربية، الإنجليزية
""",
        name="أحمد حسن",
        work=(("مهندس برمجيات", "شركة النيل", "2019-01", "now"),),
        education=(("جامعة القاهرة", "بكالوريوس", "هندسة", "2014"),),
        skills=("Python", "SQL"),
        languages=("العربية", "الإنجليزية"),
    ),
    "hebrew": Told(
        text="""\
דנה לוי
dana@example.com | +972 50 123 4567

ניסיון תעסוקתי
מרץ 2019 - היום
מהנדסת תוכנה
אורן בע"מ

השכלה
2010 - 2014 אוניברסיטת חיפה, תואר ראשון

כישורים
Python, SQL
""",
        name="דנה לוי",
        work=(("מהנדסת תוכנה", 'אורן בע"מ', "2019-03", "now"),),
        education=(("אוניברסיטת חיפה", "תואר ראשון", None, "2014"),),
        skills=("Python", "SQL"),
    ),
    "ukrainian": Told(
        text="""\
Олена Шевченко
olena@example.ua | Київ

Досвід роботи
Січень 2019 – теперішній час
Менеджер з продажу
ТОВ Дніпро

Освіта
2010 – 2014 Київський університет, економіка, бакалавр
""",
        name="Олена Шевченко",
        work=(("Менеджер з продажу", "ТОВ Дніпро", "2019-01", "now"),),
        education=(("Київський університет", "бакалавр", "економіка", "2014"),),
    ),
    "finnish": Told(
        text="""\
Aino Virtanen
aino@example.fi | Helsinki

Työkokemus
Tammikuu 2019 – nykyinen
Ohjelmistokehittäjä
Nokia Oyj
- Kehitti.

Koulutus
Aalto-yliopisto, Diplomi-insinööri, 2014

Kielet
suomi, englanti
""",
        name="Aino Virtanen",
        work=(("Ohjelmistokehittäjä", "Nokia Oyj", "2019-01", "now"),),
        education=(("Aalto-yliopisto", "Diplomi-insinööri", None, "2014"),),
        languages=("suomi", "englanti"),
        tag="fi",
    ),
    "danish": Told(
        text="""\
Mette Holm
mette@example.dk | København

ERHVERVSERFARING
Jan. 2019 – nu     Projektleder, Novo A/S
Mar. 2015 – dec. 2018     Konsulent, Rambøll

UDDANNELSE
2010 – 2014   Cand.merc., Copenhagen Business School

SPROG
Dansk, engelsk
""",
        name="Mette Holm",
        work=(("Projektleder", "Novo A/S", "2019-01", "now"), ("Konsulent", "Rambøll", "2015-03", "2018-12")),
        education=(("Copenhagen Business School", "Cand.merc.", None, "2014"),),
        languages=("Dansk", "engelsk"),
        tag="da",
    ),
    "family name first": Told(
        text="""\
KOVÁCS Péter
peter.kovacs@example.hu

Munkahelyek
2018. március – jelenleg  Könyvelő, Magyar Posta Zrt.
2014. június – 2018. február  Pénzügyi asszisztens, OTP Bank
""",
        name="KOVÁCS Péter",
        work=(
            ("Könyvelő", "Magyar Posta Zrt.", "2018-03", "now"),
            ("Pénzügyi asszisztens", "OTP Bank", "2014-06", "2018-02"),
        ),
    ),
    "labels of a form": Told(
        text="""\
Naam: Sanne de Vries
Adres: Kerkstraat 12, 1017 GC Amsterdam
Telefoon: 06-12345678

WERKERVARING
okt 2019 – heden: HR-adviseur bij Gemeente Utrecht
jan 2016 t/m sep 2019: Recruiter, Randstad Nederland BV

OPLEIDINGEN
2012 – 2016: HBO Human Resource Management, Hogeschool Utrecht

TALEN
Nederlands (moedertaal), Engels (goed)
""",
        name="Sanne de Vries",
        work=(
            ("HR-adviseur", "Gemeente Utrecht", "2019-10", "now"),
            ("Recruiter", "Randstad Nederland BV", "2016-01", "2019-09"),
        ),
        education=(("Hogeschool Utrecht", "HBO", "Human Resource Management", "2016"),),
        languages=("Nederlands", "Engels"),
        tag="nl",
    ),
    "brazilian": Told(
        text="""\
Ana Paula Souza
São Paulo, SP | (11) 98765-4321 | ana@example.com.br

EXPERIÊNCIA PROFISSIONAL
Magazine Luiza — Analista de Marketing Pleno
Março/2020 – Atual
- Campanhas.

Natura — Assistente de Marketing
Fev/2017 – Fev/2020

FORMAÇÃO ACADÊMICA
Bacharelado em Publicidade — USP (2013 – 2016)

IDIOMAS
Inglês avançado; Espanhol básico
""",
        name="Ana Paula Souza",
        work=(
            ("Analista de Marketing Pleno", "Magazine Luiza", "2020-03", "now"),
            ("Assistente de Marketing", "Natura", "2017-02", "2020-02"),
        ),
        education=(("USP", "Bacharelado", "Publicidade", "2016"),),
        languages=("Inglês", "Espanhol"),
        tag="pt",
    ),
    "by function": Told(
        text="""\
Grace Lim
grace.lim@example.sg | +65 9123 4567 | Singapore

PROFESSIONAL PROFILE
Auditor turned teacher.

KEY COMPETENCIES
• Audit planning   • Financial modelling   • Lesson design

WORK HISTORY
Teacher                Raffles Institution           2019 – Present
Senior Auditor         KPMG                          2014 – 2019
Audit Associate        Deloitte & Touche LLP         2012 – 2014
""",
        name="Grace Lim",
        work=(
            ("Teacher", "Raffles Institution", "2019", "now"),
            ("Senior Auditor", "KPMG", "2014", "2019"),
            ("Audit Associate", "Deloitte & Touche LLP", "2012", "2014"),
        ),
        skills=("Audit planning", "Financial modelling", "Lesson design"),
    ),
}


def parsed(text: str) -> Resume:
    resume = parse_resume(text.encode(), "a.txt").resume
    assert resume is not None
    return resume


@pytest.mark.parametrize("habit", TOLD)
def test_positions_are_read_whatever_the_habit(habit: str) -> None:
    told = TOLD[habit]
    found = []
    for job in parsed(told.text).work:
        title, company, start, end = (
            value.value if value else None for value in (job.title, job.company, job.start, job.end)
        )
        found.append((title, company, start, "now" if job.current else end))
    assert found == list(told.work)


@pytest.mark.parametrize("habit", [habit for habit, told in TOLD.items() if told.education])
def test_schools_are_read_whatever_the_habit(habit: str) -> None:
    told = TOLD[habit]
    found = [
        tuple(value.value if value else None for value in (entry.institution, entry.degree, entry.area, entry.end))
        for entry in parsed(told.text).education
    ]
    assert found == list(told.education)


@pytest.mark.parametrize("habit", TOLD)
def test_the_person_and_the_lists_are_read_whatever_the_habit(habit: str) -> None:
    told = TOLD[habit]
    resume = parsed(told.text)
    assert resume.name is not None
    assert resume.name.value == told.name
    assert not told.skills or tuple(value.value for value in resume.skills) == told.skills
    assert not told.languages or tuple(value.value for value in resume.languages) == told.languages
    assert len(resume.emails) == told.text.count("@")


@pytest.mark.parametrize("habit", [habit for habit, told in TOLD.items() if told.tag])
def test_the_language_of_a_short_resume_is_told(habit: str) -> None:
    assert parse_resume(TOLD[habit].text.encode(), "a.txt").document.language == TOLD[habit].tag


@pytest.mark.parametrize("habit", TOLD)
def test_the_same_resume_in_utf_16_says_the_same(habit: str) -> None:
    text = TOLD[habit].text
    for encoding in ("utf-16", "utf-8-sig"):
        assert parse_resume(text.encode(encoding), "a.txt").resume == parsed(text)
