import pgtrigger
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from lib.history import tracked
from lib.near_names import fits_name
from lib.text import normalize_email, own_sort_key, sort_name

#: Names of the tables that the triggers below read; a test keeps them equal to those of the models.
PERSONS, PERSON_ADDRESSES = "people_person", "people_personaddress"

#: Body of a trigger: an address belongs to one person, in both tables together. The advisory lock
#: makes two transactions with the same address wait for each other.
NOBODY_ELSES = """
    IF NEW.email_key IS NOT NULL THEN
        PERFORM pg_advisory_xact_lock(hashtext(NEW.email_key));
        IF EXISTS ({taken}) THEN
            RAISE unique_violation USING {refusal};
        END IF;
    END IF;
    RETURN NEW;
"""


def one_address_one_person(*, table, theirs, ours):
    func = NOBODY_ELSES.format(
        taken=f"SELECT 1 FROM {table} WHERE email_key = NEW.email_key AND {theirs} <> {ours}",
        refusal=(
            "MESSAGE = 'another person is reached at this address', "
            "CONSTRAINT = 'address_is_nobody_elses'"
        ),
    )
    written = pgtrigger.Insert | pgtrigger.UpdateOf("email_key")
    return pgtrigger.Trigger(
        name="address_is_nobody_elses", when=pgtrigger.Before, operation=written, func=func
    )


class PersonQuerySet(models.QuerySet):
    def in_name_order(self):
        return self.order_by("sort_name", "pk")

    def with_address(self, address):
        """At most one person: the one with this address, as their main or a further one.

        Whoever only shares the mailbox is not found: an address identifies nobody else.
        """
        key = normalize_email(address)
        if not key:
            return self.none()
        return self.filter(Q(email_key=key) | Q(addresses__email_key=key)).distinct()

    def sharing(self, address):
        """Those whose letters go to this address although it is, or was, somebody else's."""
        return self.filter(shares_mailbox=True, email=normalize_email(address))

    def read_by(self, address):
        """Everybody who reads this mailbox, in the order of their keys."""
        keys = self.with_address(address).values("pk")
        return self.filter(Q(pk__in=keys) | Q(pk__in=self.sharing(address).values("pk")))

    def reader_named(self, address, name):
        """The person with this name, or a shorter form of it, who reads this mailbox; or None."""
        readers = self.read_by(address).order_by("pk")
        return next((person for person in readers if fits_name(name, person.name)), None)


class PersonManager(BaseUserManager.from_queryset(PersonQuerySet)):
    def create_user(self, email="", password=None, **fields):
        """A new person; without a password they can sign in by a link only."""
        person = self.model(email=email or "", **fields)
        person.set_password(password) if password else person.set_unusable_password()
        person.save()
        return person

    def find_or_create(self, email, *, name, language="en"):
        """The person with this address; else a new one with this name and language.

        Of two callers at once, one creates the person and the other gets them.
        """
        found = self.with_address(email).first()
        if found:
            return found
        try:
            with transaction.atomic():
                return self.create_user(email=email, name=name, language=language)
        except IntegrityError:
            return self.with_address(email).get()

    def find_or_share(self, email, *, name, language="en"):
        """The person with this name who reads this mailbox; else a new one with this name and
        language: with the address as their own, or sharing the mailbox of whoever has it.
        """
        if found := self.reader_named(email, name):
            return found
        new = {"email": email, "name": name, "language": language}
        shares = self.with_address(email).exists()
        try:
            with transaction.atomic():
                return self.create_user(**new, shares_mailbox=shares)
        except IntegrityError:  # somebody was faster, perhaps of the same name
            return self.find_or_share(email, name=name, language=language)

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(
            email, password, **{"name": email, **fields, "is_staff": True, "is_superuser": True}
        )

    def get_by_natural_key(self, key):
        return self.get(email_key=normalize_email(key))


@tracked(fields=["id", "is_active", "language", "merged_into", "is_staff", "is_superuser"])
class Person(AbstractBaseUser, PermissionsMixin):
    """A human being, with or without an account and an address.

    Addresses beyond the main one are PersonAddress. Whoever shares the mailbox of somebody else
    has its address in `email`, and no key.
    """

    USERNAME_FIELD = "email_key"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    name = models.CharField(max_length=200)
    sort_name = models.CharField(max_length=200, db_index=True, editable=False)
    own_sort_name = models.CharField(
        max_length=200,
        blank=True,
        help_text="Where the usual order of names is wrong for this one.",
    )
    email = models.EmailField(max_length=254, blank=True)
    email_key = models.CharField(max_length=254, unique=True, null=True, blank=True, editable=False)
    shares_mailbox = models.BooleanField(
        default=False, help_text="The address is somebody else's; letters say for whom they are."
    )
    phone = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=10, default="en")
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(
        default=False, help_text="May open the admin pages for reference data."
    )
    is_demo = models.BooleanField(default=False, help_text="Invented for the demonstration.")
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged_from"
    )
    created_at = models.DateTimeField(default=timezone.now)

    objects = PersonManager()

    class Meta:
        verbose_name_plural = "people"
        triggers = [
            one_address_one_person(table=PERSON_ADDRESSES, theirs="person_id", ours="NEW.id")
        ]
        constraints = [
            models.CheckConstraint(
                name="person_email_and_key_together",
                condition=Q(email="", email_key__isnull=True, shares_mailbox=False)
                | (~Q(email="") & Q(email_key__isnull=False, shares_mailbox=False))
                | (~Q(email="") & Q(email_key__isnull=True, shares_mailbox=True)),
            ),
            models.UniqueConstraint(
                fields=["email", "sort_name"],
                condition=Q(shares_mailbox=True),
                name="person_shares_a_mailbox_once",
            ),
            models.CheckConstraint(
                name="person_not_merged_into_self", condition=~Q(merged_into=models.F("pk"))
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        self.sort_name = own_sort_key(self.own_sort_name, self.name) or sort_name(self.name)
        key = normalize_email(self.email) or None
        self.shares_mailbox = self.shares_mailbox and key is not None
        if self.shares_mailbox:
            self.email, self.email_key = key, None
        else:
            self.email_key = key
        super().save(**kwargs)

    def get_absolute_url(self):
        """The page of this person for staff."""
        return reverse("dashboards:person-detail", args=[self.pk])

    def get_full_name(self):
        return self.name

    get_short_name = get_full_name

    @property
    def address_keys(self):
        """The set of all addresses of this person, as `normalize_email` returns them."""
        keys = {self.email_key} if self.email_key else set()
        return keys | set(self.addresses.values_list("email_key", flat=True))

    def set_language(self, language):
        """Set the language of letters to this person, if it is one of LANGUAGES."""
        if language in dict(settings.LANGUAGES) and language != self.language:
            self.language = language
            self.save(update_fields=["language"])
