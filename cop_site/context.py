from django.conf import settings
from django.utils.functional import SimpleLazyObject

from cohorts.models import Network

from .demo.marker import is_demo_here


def hallway(request):
    """What every page's frame needs; each costs a query only where a template asks."""
    return {
        "SITE_URL": settings.SITE_URL,
        "network": SimpleLazyObject(lambda: Network.objects.order_by("pk").first() or Network()),
        "demo": SimpleLazyObject(lambda: is_demo_here(request)),
    }
