from django.db import models

from catalogue.models import Product
from orders.models import Order


class Warehouse(models.Model):
    code = models.CharField(max_length=8, unique=True)
    city = models.CharField(max_length=80)

    def __str__(self):
        return self.code


class StockLevel(models.Model):
    warehouse = models.ForeignKey(Warehouse, on_delete=models.CASCADE, related_name="stock")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="stock")
    quantity = models.IntegerField(default=0)

    class Meta:
        unique_together = [("warehouse", "product")]


class StockMovement(models.Model):
    class Kind(models.TextChoices):
        RECEIPT = "receipt"
        PICK = "pick"
        COUNT = "count"

    warehouse = models.ForeignKey(Warehouse, on_delete=models.CASCADE, related_name="movements")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="movements", db_index=False)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    quantity = models.IntegerField()
    moved_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["warehouse", "moved_at"], name="movement_of_warehouse"),
        ]


class Delivery(models.Model):
    order = models.OneToOneField(Order, on_delete=models.CASCADE, related_name="delivery")
    warehouse = models.ForeignKey(Warehouse, on_delete=models.PROTECT, related_name="deliveries")
    carrier = models.CharField(max_length=20)
    tracking_number = models.CharField(max_length=40, blank=True, db_index=True)
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["carrier"], name="delivery_under_way", condition=models.Q(delivered_at__isnull=True)),
        ]
        verbose_name_plural = "deliveries"
