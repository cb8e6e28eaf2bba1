from django.db import models

from orders.models import Order


class Subscription(models.Model):
    organization_id = models.BigIntegerField(unique=True)
    plan = models.CharField(max_length=20)
    renewed_at = models.DateTimeField(null=True, blank=True)


class Invoice(models.Model):
    subscription = models.ForeignKey(Subscription, on_delete=models.PROTECT, related_name="invoices")
    order = models.ForeignKey(
        Order, null=True, blank=True, on_delete=models.SET_NULL, related_name="invoices", db_constraint=False,
    )
    number = models.CharField(max_length=20, unique=True)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    issued_on = models.DateField()

    class Meta:
        indexes = [
            models.Index(fields=["subscription", "issued_on"], name="invoice_history"),
        ]
