"""Names that people have are never asked about; what is probably a slip always is."""

import pytest

from lib.odd_names import oddities_of

REAL_NAMES = """
Ali Ali|Null|Jennifer Null|Bo|Ng|Xu|Bo Ng|Li Xu|O|U Thant|Sukarno|Madonna
Teller|王小明|山田 太郎|김민준|O'Neil|Sean O’Neil|Siobhán Ní Bhraonáin|McDonald
Ian MacLeod|Anne-Marie Dupont|Ana Núñez-Ortega|Jan van der Berg
Vincent van Gogh|María de la Cruz|Ana de los Ríos|Otto von Bismarck
Leonardo da Vinci|Ursula K. Le Guin|J. R. Smith|J. R. R. Tolkien|J. J. Abrams
JR Smith|AJ Lee|AJ|MJ Lee|D'Angelo Russell|María García García
José Luis García García|Ling Ling Chen|Jo Jo Moyes|Li Li Wang|Ali Hassan Ali
Ana Núñez, Jr.|Ana Núñez, MD|Ana Núñez, Ph.D.|Robert Smith, III|Ana Núñez Jr.
Sammy Davis, Jr., MSW|John Smith 3rd|Ana Núñez III|Henry Louis Gates 2nd
Robert “Bob” Smith|Robert (Bob) Smith|Ana "Nita" Núñez|Paul Al·là
Ngũgĩ wa Thiong'o|Đặng Thị Ngọc Thịnh|Nguyễn Văn An|Zoë Kravitz
Björk Guðmundsdóttir|Łukasz Żak|Иван Петров|محمد علی|שרה לוי
Kaʻiulani Kamehameha|Keʻalohi Akaka|Dr. Ana Núñez|Sra. Ana Núñez
Thurgood None Marshall|Testa Rossi|Tess Tester-Hall|Noor Unknownson|Same Sami
Na Li|Na|No Yu|Nan None|Christopher True|Ana y Ortega|St. John Rivers
Jean-Luc Picard|Nia Ii|Ek Noon|Tu Tu Aung
"""
REAL_NAMES = REAL_NAMES.strip().replace("\n", "|").split("|")

SLIPS = {
    "Ana Núñez 3": "digit",
    "4na Núñez": "digit",
    "Ana Núñez 555-0101": "digit",
    "Grade 3 teacher": "digit",
    "Ana 2026": "digit",
    "Núñez, Ana": "comma",
    "Smith,John": "comma",
    ", Ana Núñez": "comma",
    "Ana Núñez, coordinator": "comma",
    "n/a": "filler",
    "N/A": "filler",
    "None": "filler",
    "none": "filler",
    "Unknown": "filler",
    "test": "filler",
    "Test Test": "filler",
    "Test Person": "filler",
    "TBD": "filler",
    "Ninguno": "filler",
    "Prueba": "filler",
    "ana@example.org": "address",
    "Ana Núñez ana@example.org": "address",
    "https://example.org": "address",
    "www.example.org": "address",
    "pine-school.org": "address",
    "Ana Ana Núñez": "doubled",
    "John John Smith": "doubled",
    "María de de la Cruz": "doubled",
    "Ana Núñez Ana Núñez": "doubled",
    "ANA NÚÑEZ": "capitals",
    "J. R. SMITH": "capitals",
    "ROSALÍA": "capitals",
    "MARÍA DE LA CRUZ": "capitals",
    "ana núñez": "small",
    "ana": "small",
    "j. r. smith": "small",
    "Ana Núñez 😀": "symbol",
    "Ana ❤ Núñez": "symbol",
    "Ana & Bo": "symbol",
    "Ana/Bo Núñez": "symbol",
    "Ana Núñez?": "symbol",
    "Ana Núñez #": "symbol",
    "Ana + Bo": "symbol",
    "Ana Nuñez = Lee": "symbol",
    "Ana_Núñez": "symbol",
}


def test_the_tables_are_long_enough():
    assert (len({*REAL_NAMES}) >= 60, len(SLIPS) >= 30) == (True, True)


@pytest.mark.parametrize("name", REAL_NAMES)
def test_a_name_that_somebody_may_have_is_never_asked_about(name):
    assert oddities_of(name) == []


@pytest.mark.parametrize("name, kind", SLIPS.items())
def test_a_slip_is_asked_about(name, kind):
    assert oddities_of(name)[:1] == [kind]
