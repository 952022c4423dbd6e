from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ..models import Link
from ..permissions import LINK_COOKIE

#: Where each purpose leads once the secret is out of the address.
PAGE_OF = {
    Link.Purpose.SIGN_IN: "sign-in-link",
    Link.Purpose.PASSWORD: "account_choose_password",
    Link.Purpose.APPLICATION: "cohorts:application-own",
    Link.Purpose.SIGN_OFF: "cohorts:sign-off",
    Link.Purpose.REPLY: "meetings:reply-link",
    Link.Purpose.EVALUATE: "evaluations:evaluate-link",
    Link.Purpose.INTEREST: "interest-own",
}


@login_not_required
@require_safe
def link_open(request, secret):
    """Move the secret from the address into a signed cookie. Changes nothing: mail scanners come here too."""
    link = Link.objects.usable().with_secret(secret).first()
    if link is None:
        return render(request, "link_dead.html", status=410)
    response = redirect(PAGE_OF[link.purpose])
    response.set_signed_cookie(
        LINK_COOKIE.format(purpose=link.purpose),
        secret,
        salt=link.purpose,
        expires=link.expires_at,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )
    return response
