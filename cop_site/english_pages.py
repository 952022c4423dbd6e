"""Pages for staff that are written in English only.

They are English as a whole, also for a reader who chose Spanish, and offer no switch: half a page
in each language is worse than one. A page that gets its Spanish leaves this list.
"""

#: Beginnings of URL names.
ENGLISH_PAGES = (
    "account_change_address",
    "account_change_password",
    "account_reauthenticate",
    "cohorts:",
    "dashboards:member-detail",
    "dashboards:person-detail",
    "guidebook_editor:",
    "lifecycle:cohort-begin",
    "lifecycle:cohort-complete",
    "lifecycle:cohort-edit",
    "lifecycle:cohort-open",
    "lifecycle:cohort-publish",
    "lifecycle:draft-",
    "lifecycle:member-",
    "lifecycle:part-",
    "lifecycle:person-",
    "lifecycle:site-",
    "meetings:budget-",
    "mfa_",
    "recruitment:application-all",
    "recruitment:application-correct",
    "recruitment:application-decide",
    "recruitment:application-detail",
    "recruitment:application-export",
    "recruitment:application-list",
    "recruitment:application-offer",
    "recruitment:application-remind",
    "recruitment:interest-notify",
    "recruitment:roster-import",
    "recruitment:track-open",
)


def is_english_page(name):
    return name.startswith(ENGLISH_PAGES)
