"""The page that each act belongs to: where somebody lands who opens the address of an act by Back,
a bookmark or after signing in. Nothing is done there by GET.
"""

from functools import cache

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from .routes import all_routes

#: {URL name that only takes POST: URL name of its page, which has no other parameters}.
PAGES_OF_ACTS = {
    "set_language": "home",
    "accounts:sign-out": "home",
    "recruitment:track-open": "recruitment:interest-list",
    "recruitment:interest-notify": "recruitment:interest-list",
    "guidebook_editor:guidebook-new-version": "guidebook_editor:draft-list",
    "guidebook_editor:draft-publish": "guidebook_editor:draft-detail",
    "guidebook_editor:draft-propose": "guidebook_editor:draft-detail",
    "guidebook_editor:draft-take-back": "guidebook_editor:draft-detail",
    "guidebook_editor:meeting-copy": "guidebook_editor:draft-detail",
    "guidebook_editor:block-copy": "guidebook_editor:draft-detail",
    "recruitment:application-confirm": "recruitment:application-own",
    "recruitment:endorsement-object": "recruitment:endorsement-answer",
    "recruitment:endorsement-language": "recruitment:endorsement-answer",
    "recruitment:endorsement-take-back": "recruitment:endorsement-answer",
    "recruitment:roster-import-answer": "recruitment:roster-import-check",
    "recruitment:roster-import-read-in": "recruitment:roster-import-check",
    "recruitment:roster-import-undo": "recruitment:roster-import-check",
    "recruitment:application-offer": "recruitment:application-list",
    "recruitment:application-remind": "recruitment:application-list",
    "recruitment:application-decide": "recruitment:application-detail",
    "recruitment:application-correct": "recruitment:application-detail",
    "cohorts:letter-resend": "cohorts:letter-detail",
    "lifecycle:site-reopen": "lifecycle:site-close",
    "lifecycle:person-address-drop": "lifecycle:person-address",
    "lifecycle:person-supervision-end": "lifecycle:person-directors",
    "lifecycle:person-join-undo": "dashboards:person-detail",
    "lifecycle:member-undo-leave": "dashboards:member-detail",
    "lifecycle:staff-act-take-back": "cohorts:letter-list",
    "cohorts:staff-role-end": "cohorts:staff-role-list",
    "cohorts:duty-assign": "cohorts:staff-role-list",
    "meetings:agreement-retire": "meetings:agreement-list",
    "meetings:agreement-adopt": "meetings:agreement-list",
    "lifecycle:meeting-call-on": "lifecycle:meeting-call-off",
    "dashboards:checklist-item": "dashboards:meeting-detail",
    "meetings:meeting-note-save": "dashboards:meeting-detail",
    "meetings:block-shorten": "meetings:agenda-edit",
    "meetings:reminder-send": "meetings:reply-list",
    "meetings:attendance-mark": "meetings:attendance-edit",
    "meetings:attendance-rows": "meetings:attendance-edit",
    "meetings:attendance-close": "meetings:attendance-edit",
    **{
        f"meetings:{kind}": "meetings:task-list"
        for kind in [
            "logistics-add",
            "logistics-tick",
            "logistics-remove",
            "logistics-close",
            "follow-up-add",
            "follow-up-complete",
            "follow-up-remove",
        ]
    },
    "dashboards:page-count": "dashboards:papers",
    "dashboards:document-make": "dashboards:papers",
    "dashboards:job-retry": "dashboards:job-detail",
    "meetings:budget-remove": "meetings:budget-list",
    **{
        f"community:topic-{act}": "community:learning-map"
        for act in ["add", "interest", "unschedule", "complete", "remove"]
    },
    "evaluations:evaluation-invite": "evaluations:evaluation-detail",
    "evaluations:evaluation-late": "evaluations:evaluation-detail",
}


@cache
def parameters_of(url_name):
    """The names of the parameters of this page's address."""
    return next(route.parameters for route in all_routes() if route.name == url_name)


def redirect_to_page(request):
    """The redirect from the address of an act to its page, with a sentence; None without one."""
    match = request.resolver_match
    page = PAGES_OF_ACTS.get(match.view_name)
    if page is None:
        return None
    messages.info(
        request, _("Nothing was changed. What you opened only takes a form; this is its page.")
    )
    return redirect(page, **{name: match.kwargs[name] for name in parameters_of(page)})
