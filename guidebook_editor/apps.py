from django.apps import AppConfig


class GuidebookEditorConfig(AppConfig):
    name = "guidebook_editor"
    verbose_name = "Guidebook editor"
