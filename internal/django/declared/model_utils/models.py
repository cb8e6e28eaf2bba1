from django.db import models
from django.db.models.functions import Now
from model_utils.fields import AutoCreatedField, AutoLastModifiedField, MonitorField, StatusField, UUIDField
from model_utils.managers import QueryManager, SoftDeletableManager


class TimeStampedModel(models.Model):
    created = AutoCreatedField()
    modified = AutoLastModifiedField()

    class Meta:
        abstract = True


class TimeFramedModel(models.Model):
    start = models.DateTimeField(null=True)
    end = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class StatusModel(models.Model):
    status = StatusField(max_length=100)
    status_changed = MonitorField(monitor="status")

    class Meta:
        abstract = True


def add_status_query_managers(sender, **kwargs):
    """A manager for each status: Article.published."""
    if issubclass(sender, StatusModel):
        default = sender._meta.default_manager.name
        for value, label in getattr(sender, "STATUS", ()):
            sender.add_to_class(value, QueryManager(status=value))
        sender._meta.default_manager_name = default


def add_timeframed_query_manager(sender, **kwargs):
    if issubclass(sender, TimeFramedModel):
        begun = models.Q(start__lte=Now()) | models.Q(start__isnull=True)
        lasts = models.Q(end__gte=Now()) | models.Q(end__isnull=True)
        sender.add_to_class("timeframed", QueryManager(begun & lasts))


models.signals.class_prepared.connect(add_status_query_managers)
models.signals.class_prepared.connect(add_timeframed_query_manager)


class SoftDeletableModel(models.Model):
    is_removed = models.BooleanField()
    objects = SoftDeletableManager()
    available_objects = SoftDeletableManager()
    all_objects = models.Manager()

    class Meta:
        abstract = True


class UUIDModel(models.Model):
    id = UUIDField(primary_key=True)

    class Meta:
        abstract = True
