from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from cohorts.access import networks_of
from cohorts.models import StaffRole
from people.models import Link, Network
from people.permissions import links_from_cookie

from .demo_marker import is_demo_here

#: Pages that templates of any package lead to, also of packages that may not know theirs:
#: {word: name of the URL}.
SITE_PAGES = {
    "home": "home",
    "help": "help",
    "sign_in": "accounts:sign-in",
    "guidebook_list": "guidebook-list",
    "cohort_list": "dashboards:cohort-list",
    "application_list": "recruitment:application-all",
}


#: Kinds of roles whose menu leads to the guidebook editor (guidebook_editor/permissions.py).
MAKES_GUIDEBOOKS = {StaffRole.Kind.STATE_STAFF, StaffRole.Kind.LEAD}


def hallway(request):
    """Variables of the page frame; those that need a query are lazy, so they cost nothing
    where they are not used.
    """
    kinds = SimpleLazyObject(lambda: kinds_of_roles(request.user))
    return {
        "SITE_URL": settings.SITE_URL,
        "site_pages": SimpleLazyObject(
            lambda: {word: reverse(name) for word, name in SITE_PAGES.items()}
        ),
        "network": SimpleLazyObject(lambda: network_of(request)),
        "is_staff_here": SimpleLazyObject(lambda: bool(set(kinds) - {StaffRole.Kind.GREETER})),
        "makes_guidebooks": SimpleLazyObject(lambda: not kinds.isdisjoint(MAKES_GUIDEBOOKS)),
        "recruits_here": SimpleLazyObject(lambda: not kinds.isdisjoint(StaffRole.RECRUITS)),
        "holds_application": SimpleLazyObject(lambda: holds(request, Link.Purpose.APPLICATION)),
        "holds_sign_off": SimpleLazyObject(lambda: holds(request, Link.Purpose.SIGN_OFF)),
        "demo": SimpleLazyObject(lambda: is_demo_here(request)),
        "map_search": settings.MAP_SEARCH,
    }


def holds(request, purpose):
    """Whether this browser holds a usable link of this purpose."""
    return links_from_cookie(request, purpose).exists()


def kinds_of_roles(person):
    """The kinds of this person's present staff roles, as a set."""
    return (
        set(person.staff_roles.current().values_list("kind", flat=True))
        if person.is_authenticated
        else set()
    )


def network_of(request):
    """The Network whose name the page shows: `request.network`, else one of the reader's own,
    else the first one.
    """
    if network := getattr(request, "network", None):
        return network
    networks = Network.objects.order_by("pk")
    if request.user.is_authenticated:
        networks = networks.annotate(
            is_own=Exists(networks_of(request.user).filter(pk=OuterRef("pk")))
        ).order_by("-is_own", "pk")
    return networks.first() or Network()
