"""How often somebody may try to sign in or begin an application, and how many letters an address
gets; read into the settings.
"""

#: All people at a meeting may share one IP address: limits are per account,
#: and the limit per address is high.
ACCOUNT_RATE_LIMITS = {
    "login": "600/m/ip",
    "login_failed": "10/5m/key,600/5m/ip",
    "signup": False,
    "application_draft": "300/h/ip",  # begun; saving it again is not counted
    "draft_address": "20/h/ip",  # the address that opens a draft of twelve hours ago
}
#: A limit, so that nobody can flood an address with mail through a public form.
LETTERS_PER_ADDRESS_PER_DAY = 3
