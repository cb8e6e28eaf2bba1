from rest_framework import serializers

from .models import StockLevel


class StockLevelSerializer(serializers.ModelSerializer):
    warehouse = serializers.CharField(source="warehouse.code")
    sku = serializers.CharField(source="product.sku")

    class Meta:
        model = StockLevel
        fields = ["warehouse", "sku", "quantity"]
