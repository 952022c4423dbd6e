"""Which pages somebody may read who is not signed in."""

from cop_site.routes import all_routes

#: Pages for somebody who is not signed in. Pages behind a personal link are here too:
#: the link is their key.
PUBLIC = {
    "home",
    "health",
    "privacy",
    "accessibility",
    "help",
    "set_language",
    "accounts:sign-in",
    "accounts:sign-out",
    "demo:persona-list",
    "demo:become",
    "demo:mail-list",
    "demo:mail-detail",
    "recruitment:apply",
    "recruitment:apply-step",
    "recruitment:apply-check",
    "recruitment:apply-restart",
    "recruitment:apply-received",
    "link-open",
    "evaluations:results-published",
    "guidebook-list",
    "guidebook-detail",
    "guidebook-application",
    "guidebook-principles",
    "guidebook-activity",
    "guidebook-meeting",
    "guidebook-document",
    "guidebook-meeting-document",
    "recruitment:interest-add",
    # behind a personal link
    "accounts:sign-in-link",
    "recruitment:application-own",
    "recruitment:application-calendar",
    "recruitment:application-confirm",
    "recruitment:application-change",
    "recruitment:application-withdraw",
    "recruitment:endorsement-answer",
    "recruitment:endorsement-calendar",
    "recruitment:endorsement-forward",
    "recruitment:endorsement-language",
    "recruitment:endorsement-object",
    "recruitment:endorsement-take-back",
    "meetings:reply-link",
    "meetings:reply-calendar",
    "evaluations:evaluation-answer-link",
    "recruitment:interest-own",
    "lifecycle:address-change-confirm",
    "recruitment:renewal",
}


def test_public_pages():
    assert {
        route.name
        for route in all_routes()
        if route.is_public and not route.name.startswith(("account_", "mfa_", "admin:"))
    } == PUBLIC
