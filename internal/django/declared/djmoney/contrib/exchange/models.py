from django.db import models


class ExchangeBackend(models.Model):
    name = models.CharField(max_length=255, primary_key=True)
    last_update = models.DateTimeField()
    base_currency = models.CharField(max_length=3)


class Rate(models.Model):
    id = models.AutoField(primary_key=True)
    currency = models.CharField(max_length=3)
    value = models.DecimalField(max_digits=20, decimal_places=6)
    backend = models.ForeignKey("ExchangeBackend", models.CASCADE, related_name="rates")

    class Meta:
        unique_together = (("currency", "backend"),)
