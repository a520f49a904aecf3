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
