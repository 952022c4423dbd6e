"""Admin pages of models that have texts in two languages."""

from django.contrib import admin
from i18nfield.fields import I18nCharField, I18nTextField
from i18nfield.forms import I18nTextarea, I18nTextInput


class ReferenceAdmin(admin.ModelAdmin):
    """Such a column is a TextField, for which the admin has a widget that knows no languages."""

    formfield_overrides = {
        I18nCharField: {"widget": I18nTextInput},
        I18nTextField: {"widget": I18nTextarea},
    }
