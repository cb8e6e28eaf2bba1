from django.conf import settings
from django.db import models
from wagtail.models.orderable import Orderable
from wagtail.models.pages import Page


class AbstractFormSubmission(models.Model):
    form_data = models.JSONField()
    page = models.ForeignKey(getattr(settings, "WAGTAIL_PAGE_MODEL", "wagtailcore.Page"), models.CASCADE)
    submit_time = models.DateTimeField()

    class Meta:
        abstract = True


class FormSubmission(AbstractFormSubmission):
    pass


class AbstractFormField(Orderable):
    clean_name = models.CharField(max_length=255)
    label = models.CharField(max_length=255)
    field_type = models.CharField(max_length=16)
    required = models.BooleanField()
    choices = models.TextField()
    default_value = models.TextField()
    help_text = models.CharField(max_length=255)

    class Meta:
        abstract = True
        ordering = ["sort_order"]


class FormMixin:
    pass


class AbstractForm(FormMixin, Page):
    class Meta:
        abstract = True


class EmailFormMixin(models.Model):
    to_address = models.CharField(max_length=255)
    from_address = models.EmailField(max_length=255)
    subject = models.CharField(max_length=255)

    class Meta:
        abstract = True


class AbstractEmailForm(EmailFormMixin, FormMixin, Page):
    class Meta:
        abstract = True
