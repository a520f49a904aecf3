"""What the specification lists of the versions and of the facts, written from it a second time.

Nothing of the package is imported here; tests compare the tables.
"""

# First and last day of the law, of the article's words, and the article.
STRETCHES = (
    ("2009-06-01", "2011-09-07", "2009-06-01", "2011-09-07", "R. 313-10-1"),
    ("2011-09-08", "2016-10-31", "2011-09-08", "2016-10-31", "R. 313-10-1"),
    ("2016-11-01", "2019-02-28", "2016-11-01", "2021-04-30", "R. 313-10-1"),
    ("2019-03-01", "2021-04-30", "2016-11-01", "2021-04-30", "R. 313-10-1"),
    ("2021-05-01", "2022-12-31", "2021-05-01", "2022-12-31", "R. 426-16"),
    ("2023-01-01", None, "2023-01-01", None, "R. 426-16"),
)

# The days on which anything changes, written out from the texts and the sources of the amounts.
DAYS_OF_RULES = (
    "2009-06-01",  # the first article
    "2010-01-01",  # the allowance of scholars is known
    "2011-09-08",  # the 3°
    "2013-05-31",  # no stamp of short internships
    "2014-07-12",  # the cap of the Education code
    "2014-12-01",  # who signs a convention of the Education code
    "2016-01-01",  # the SMIC, here and below
    "2016-11-01",  # the decree of 2016
    "2017-01-01",
    "2018-01-01",
    "2019-01-01",
    "2019-03-01",  # the decree of 2019
    "2020-01-01",
    "2020-06-20",  # no association any more
    "2021-01-01",
    "2021-05-01",  # the code of 2021
    "2021-05-03",  # the first day of annexe 10
    "2021-10-01",
    "2022-01-01",
    "2022-05-01",
    "2022-05-12",  # the declaration on polygamy
    "2022-06-24",  # the list was read on the eve
    "2022-08-01",
    "2023-01-01",  # private non-profit hospitals
    "2023-05-01",
    "2024-01-01",
    "2024-07-17",  # the commitment to the Republic
    "2024-11-01",
    "2026-01-01",  # the SMIC; the allowance was read to the eve
    "2026-04-04",  # the texts were read to the eve
)

# What a person can act on, with the document that proves it.
PROVED_BY = {
    "course_leads_to": ("enrolment_certificate",),
    "course_in_country_of_residence": ("enrolment_certificate",),
    "course_school_or_university": ("enrolment_certificate",),
    "course_vocational": ("enrolment_certificate",),
    "cooperation_programme": ("programme_attestation",),
    "programme_field": ("programme_attestation",),
    "declared_training": ("training_declaration_number",),
    "further_internship": ("stamped_convention",),
    "host_trades_with_employer": ("commercial_relations_proof",),
    "host_in_employer_group": ("stamped_convention",),
    "hospital_internship": ("stamped_convention",),
    "complementary_training": ("stamped_convention",),
    "training_recognised": ("stamped_convention",),
    "hospital_cooperation_agreement": ("cooperation_agreement_copy",),
}
ACTIONABLE = tuple(PROVED_BY)

# What an affirmative answer supposes: a fact, and the answers to it that do.
SUPPOSED: dict[str, tuple[str, tuple[object, ...]]] = {
    "programme_field": ("cooperation_programme", ("eu", "intergovernmental", "other")),
    "further_internship": ("foreign_employee", (True,)),
    "host_trades_with_employer": ("further_internship", (True,)),
    "host_in_employer_group": ("further_internship", (True,)),
    "complementary_training": (
        "hospital_internship",
        ("public", "private_nonprofit", "private_for_profit"),
    ),
    "training_recognised": (
        "hospital_internship",
        ("public", "private_nonprofit", "private_for_profit"),
    ),
    "hospital_cooperation_agreement": (
        "hospital_internship",
        ("public", "private_nonprofit", "private_for_profit"),
    ),
    "group_seniority_months": ("foreign_employee", (True,)),
    "intra_group_posting": ("foreign_employee", (True,)),
    "amendment_sent": ("extension", ("first", "further")),
    "amendment_received": ("extension", ("first", "further")),
}
