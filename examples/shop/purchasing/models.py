from django.conf import settings
from django.db import models

from accounts.models import Organization


class Project(models.Model):
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="projects")
    name = models.CharField(max_length=120)
    budget = models.DecimalField(max_digits=12, decimal_places=2)


class PurchaseRequest(models.Model):
    class Type(models.TextChoices):
        NEW = "new"
        REPLACEMENT = "replacement"
        CONSUMABLE = "consumable"

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="purchase_requests")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="purchase_requests")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="purchase_requests")
    type = models.CharField(max_length=12, choices=Type.choices)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    approved_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
