from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LabelledConfig(AppConfig):
    name = "variants.labelled"
    label = "with_label"
    verbose_name = _("With a label")
