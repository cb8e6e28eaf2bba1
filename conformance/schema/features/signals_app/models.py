from django.db import models
from django.db.models.signals import class_prepared
from django.dispatch import receiver


class Audited:
    """A marker."""


@receiver(class_prepared)
def add_audit(sender, **kwargs):
    if issubclass(sender, Audited) and not sender._meta.abstract:
        sender.add_to_class("audit_note", models.CharField(max_length=15, null=True))


def add_code(sender, **kwargs):
    if sender.__name__ == "CodedBySignal":
        models.IntegerField(null=True, db_index=True).contribute_to_class(sender, "signal_code")


class_prepared.connect(add_code)


class AuditedThing(Audited, models.Model):
    number = models.IntegerField()


class CodedBySignal(models.Model):
    number = models.IntegerField()
