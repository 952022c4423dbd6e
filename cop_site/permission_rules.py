"""The rules of the permission table: what one says, and a short way to write each kind."""

from dataclasses import dataclass

#: Words for audiences as in `cohorts.access`; co-facilitators count as facilitators.
RUN = "facilitator, lead"
STAFF = "facilitator, lead, state staff"
CURRENT_MEMBERS = "participant, graduate"
MEMBERS = "participant, graduate, withdrawn"
RESULTS = "facilitator, lead, state staff, evaluator"
CHECK_IN = "facilitator, lead, greeter"
READ, WRITE, SEND = "GET", "GET POST", "POST"
#: The first POST shows what follows and changes nothing (cohorts/views/look.py). So does every POST
#: that sends, seats, moves, closes, withdraws or deletes; the others say why they do not.
LOOK = "shows what follows first"
OWN = "one's own answer, which one may change; deleting it is shown first"
ADDS = "adds a row that can be removed"
EDITS = "changes what can be changed back"
MAKES = "makes a file; nobody is written to"
TICKS = "ticked and unticked on the same page"


@dataclass(frozen=True)
class PermissionRule:
    """The rule of one URL pattern.

    scope: where the audience is looked for, such as the cohort of the URL. audience: roles,
    separated by commas. methods: separated by spaces. closed_to_supervisors: 403 for whoever
    supervises or signed for a member.
    """

    name: str
    scope: str
    audience: str
    methods: str = READ
    closed_to_supervisors: bool = False
    #: Of a rule with POST: LOOK, or in a few words why it needs none.
    look: str = ""
    #: (parameter, value) where the audience depends on a parameter of the URL;
    #: then there is a rule for each value.
    when: tuple = ()

    def __str__(self):
        return f"{self.name}[{self.when[1]}]" if self.when else self.name

    @property
    def outsiders(self):
        """The answer to somebody outside the scope."""
        return OUTSIDERS[self.scope]

    @property
    def audiences(self):
        return frozenset(word.strip() for word in self.audience.split(","))

    @property
    def verbs(self):
        """The allowed methods as a set; HEAD with GET."""
        return (
            {"GET", "HEAD", *self.methods.split()}
            if READ in self.methods.split()
            else set(self.methods.split())
        )


OUTSIDERS = {
    "public": "the page",
    "signed in": "sign-in page",
    "demo": "404: it exists only in the demonstration",
    "link": "410: one neutral page that leads on; 404 for somebody signed in who came by no link",
    "cohort": "404, as for a cohort that does not exist",
    "meeting": "404, as for a meeting that does not exist",
    "job": "404, as for a job that does not exist",
    "person": "404, as for a person that does not exist",
    "site": "404, as for a site that does not exist",
    "network": "403",
    "region": "404, as for a region that does not exist",
    "leads": "403",
    "recruits": "403",
    "release": "404, as for a release that does not exist",
    "drafts": "403; state staff of another network: 404, as for a guidebook that does not exist",
    "own drafts": "403; makers of guidebooks: 404, as for a draft that does not exist",
    "admin": "the admin's sign-in page",
}


def public(name, methods=READ, audience="everyone", look=""):
    return PermissionRule(name, "public", audience, methods, look=look)


def signed_in(name, methods=READ, when=()):
    return PermissionRule(name, "signed in", "everyone signed in", methods, when=when)


def demo(name, methods=READ, look=""):
    return PermissionRule(
        name, "demo", "everyone on this machine, in the demonstration only", methods, look=look
    )


def link(name, purpose, methods=WRITE, look=""):
    look = look or ("" if methods == READ else OWN)
    return PermissionRule(name, "link", purpose, methods, look=look)


def cohort(name, audience, methods=READ, closed_to_supervisors=False, look=""):
    return PermissionRule(name, "cohort", audience, methods, closed_to_supervisors, look)


def meeting(name, audience, methods=READ, closed_to_supervisors=False, look=""):
    return PermissionRule(name, "meeting", audience, methods, closed_to_supervisors, look)


def mends(name, audience="lead, state staff", methods=WRITE, look=LOOK):
    """A page that changes what is stored about a person in a cohort of the reader."""
    return PermissionRule(name, "person", audience, methods, True, look)


def recruits(name, when=()):
    """A list over all cohorts whose applications the reader may see."""
    return PermissionRule(name, "recruits", STAFF, READ, when=when)


def document(slug, audience, closed_to_supervisors=False):
    return PermissionRule(
        "dashboards:document-pdf",
        "meeting",
        audience,
        READ,
        closed_to_supervisors,
        when=("document", slug),
    )


def making(slug):
    """Asking for a document that a job makes."""
    return PermissionRule(
        "dashboards:document-make", "meeting", RUN, SEND, True, MAKES, ("document", slug)
    )


def network(name, methods=READ):
    return PermissionRule(name, "network", "state staff, evaluator", methods)


def draft(name, methods=READ, look="", audience="state staff"):
    return PermissionRule(name, "drafts", audience, methods, look=look)


def makes(name, methods=READ, look=""):
    """For whoever makes guidebooks or proposes them."""
    return draft(name, methods, look, audience="lead, state staff")


def own_draft(name, methods=READ, look=""):
    """A page of one draft: state staff of its network, and the regional lead who began it."""
    return PermissionRule(name, "own drafts", "lead, state staff", methods, look=look)


def region(name):
    return PermissionRule(name, "region", "lead, state staff, evaluator")
