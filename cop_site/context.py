from django.conf import settings


def hallway(request):
    return {"SITE_URL": settings.SITE_URL}
