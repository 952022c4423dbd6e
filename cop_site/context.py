from django.conf import settings
from django.utils.functional import SimpleLazyObject

from cohorts.models import Network

from .demo.marker import is_demo_here


def hallway(request):
    """What every page's frame needs; each costs a query only where a template asks."""
    return {
        "SITE_URL": settings.SITE_URL,
        "network": SimpleLazyObject(lambda: network_of(request)),
        "is_staff_here": SimpleLazyObject(lambda: works_as_staff(request)),
        "demo": SimpleLazyObject(lambda: is_demo_here(request)),
    }


def works_as_staff(request):
    """Asked once for the whole frame: whether the menu is that of staff."""
    return request.user.is_authenticated and request.user.works_with_second_factor


def network_of(request):
    """Whose name stands on the page: that of the cohort or role the page is about, else the first network's."""
    return getattr(request, "network", None) or Network.objects.order_by("pk").first() or Network()
