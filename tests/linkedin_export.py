"""A LinkedIn export of invented people, as its Connections.csv looks."""

import csv
import io
import random
from datetime import date, timedelta

GIVEN = """
Amara Anneke Anton Aylin Bastian Beatriz Bram Carla Cem Chiara Clara Daniel Daria Dilan Elif
Elin Emeka Esra Felix Femke Finn Freya Gesa Goran Hanna Hugo Ida Ilse Imran Ines Ivo Jana Jasper
Jelena Joana Jonas Kaya Kerstin Kofi Lale Lars Leonie Lina Luca Maja Malik Marek Maren Mira
Nadia Nils Noor Ola Olivia Pavel Petra Priya Quentin Rafael Ravi Rosa Ruben Samira Selin Silke
Sina Stefan Sunniva Tamar Tariq Thea Tilda Tobias Uwe Vera Viktor Wanda Yara Yusuf Zoe
"""
FAMILY = """
Abels Adeyemi Alder Arslan Backhaus Barros Bergmann Birk Boateng Brandt Calder Castell Dahl
Demir Eckhart Eder Falk Ferrante Fjord Gerlach Grote Haan Halvorsen Hartwig Iversen Jansen
Kaminski Kessler Kimura Kolb Lindqvist Lorenz Maas Madsen Mehta Moreau Neumark Nowicki Okafor
Olsen Paredes Petrov Quast Rademaker Reuter Rossi Sand Sato Schilling Serrano Stein Sundberg
Tamm Teller Ucar Vogt Wallin Weller Winther Yildiz Zeller
"""
# how often, title, organisations: about a third of real titles say no field at all
JOBS: tuple[tuple[int, str, str], ...] = (
    (9, "Managing Director", "Alder & Falk; Kessler Group; Northgate Partners"),
    (9, "Partner", "Birk Calder; Winther Advisory; Quast & Co"),
    (9, "CEO", "Orbit; Loomwell; Tilia"),
    (8, "Founder & CEO", "Pebble; Hafenwind; Kantine Neun"),
    (8, "Consultant", "Winther Advisory; Northgate Partners"),
    (6, "Senior Manager", "Kessler Group; Alder & Falk"),
    (6, "Geschäftsführer", "Grote GmbH; Maas & Söhne"),
    (5, "Owner", "Studio Teller; Sand & Sea"),
    (5, "Associate", "Birk Calder; Quast & Co"),
    (5, "Board Member", "Tilia; Loomwell"),
    (5, "Executive Assistant", "Kessler Group"),
    (4, "Chief of Staff", "Orbit; Pebble"),
    (4, "Advisor", "Self-employed"),
    (4, "Student", "Universität Halden"),
    (10, "Account Executive", "Loomwell; Orbit; Cloudwerk"),
    (8, "Head of Marketing", "Tilia; Rivera Roasters; Pebble"),
    (6, "Community Manager", "Loomwell; Orbit"),
    (8, "Investment Associate", "Seedling Ventures; Quast & Co"),
    (8, "Head of Sales", "Cloudwerk; Grote GmbH"),
    (12, "Software Engineer", "Cloudwerk; Orbit; Loomwell"),
    (8, "Senior Software Developer", "Cloudwerk; Pebble"),
    (8, "Product Manager", "Loomwell; Orbit"),
    (8, "UX Designer", "Studio Teller; Pebble"),
    (8, "Data Scientist", "Orbit; Halden Health; Stromnetz Nord"),
    (8, "Head of People & Culture", "Tilia; Loomwell"),
    (6, "HR Business Partner", "Kessler Group; Grote GmbH"),
    (6, "Head of Grid Planning", "Stromnetz Nord; Küstenstrom"),
    (6, "Energy Policy Advisor", "Küstenstrom; Ministry of Transport"),
    (4, "Projektleiterin Windkraft", "Hafenwind; Küstenstrom"),
    (4, "Battery Engineer", "Küstenstrom; Zellwerk"),
    (5, "Sustainability Manager", "Grote GmbH; Tilia"),
    (4, "Referentin Klimaschutz", "Stadt Halden"),
    (5, "Urban Planner", "Stadt Halden; Calder Architects"),
    (5, "Architektin", "Calder Architects; Maas Architekten"),
    (5, "Transport Planner", "Ministry of Transport; Stadt Halden"),
    (5, "Logistics Manager", "Dahl Shipping; Quay Logistics"),
    (4, "Port Operations Manager", "Dahl Shipping; Port of Halden"),
    (5, "Nurse Practitioner", "Halden Health; Klinikum Nord"),
    (4, "Oberärztin Kardiologie", "Klinikum Nord"),
    (4, "Hospital Manager", "Klinikum Nord; Halden Health"),
    (5, "Clinical Researcher", "Halden Health"),
    (5, "Teacher", "Lindenschule; Halden International School"),
    (4, "Schulleiterin", "Lindenschule"),
    (5, "Journalist", "The Halden Gazette; Freelance"),
    (4, "Redakteur", "Küstenbote"),
    (4, "Editor", "Tidewater Publishing"),
    (4, "Museum Curator", "Museum of Tides"),
    (3, "Violinist", "Halden Philharmonic"),
    (4, "Chef", "Kantine Neun; Sand & Sea"),
    (4, "Head Roaster", "Rivera Roasters"),
    (3, "Winzerin", "Weingut Eder"),
    (3, "Farm Manager", "Eder Farm"),
    (4, "Tax Consultant", "Weller Steuerberatung"),
    (4, "Rechtsanwältin", "Reuter Rechtsanwälte"),
    (3, "Patent Attorney", "Reuter Rechtsanwälte"),
    (3, "Security Engineer", "Cloudwerk"),
    (3, "Machine Learning Engineer", "Orbit"),
    (3, "Professor of Marine Biology", "Universität Halden"),
)  # fmt: skip


def linkedin_export(*, rows: int = 300, with_email: int = 38, until: date, seed: int = 14) -> bytes:
    """Return a Connections.csv of invented people, most of them without an email address.

    Args:
        rows: The number of people.
        with_email: How many of them let their connections see an address.
        until: The day of the newest connection; the oldest is about nine years before.
        seed: Another one invents others.
    """
    random_ = random.Random(seed)
    jobs = [(title, places.split("; ")) for times, title, places in JOBS for _ in range(times)]
    shuffled = random_.choices(jobs, k=rows)
    names = random_.sample(
        [(given, family) for given in GIVEN.split() for family in FAMILY.split()], rows
    )
    addressed = frozenset(random_.sample(range(rows), with_email))
    table = io.StringIO()
    table.write(
        'Notes:\n"When exporting your connection data, you may notice that some of the email '
        "addresses are missing. You will only see email addresses for connections who have allowed "
        'their connections to see or download their email address using this setting."\n\n'
    )
    write = csv.writer(table, lineterminator="\n").writerow
    write(
        ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
    )
    days = sorted(int(random_.triangular(0, 3300, 0)) for _ in range(rows))
    for number, (given, family) in enumerate(names):
        title, places = shuffled[number]
        slug = f"{given}-{family}".lower()
        email = f"{given}.{family}@example.org".lower() if number in addressed else ""
        connected = until - timedelta(days=days[(number * 7) % rows])
        write(
            (given, family, f"https://www.linkedin.com/in/{slug}-{number}", email,
             random_.choice(places), title, f"{connected:%d %b %Y}")
        )  # fmt: skip
    return table.getvalue().encode()
