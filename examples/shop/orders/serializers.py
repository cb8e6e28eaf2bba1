from rest_framework import serializers

from .models import Order


class OrderSerializer(serializers.ModelSerializer):
    lines = serializers.SerializerMethodField()
    organization = serializers.CharField(source="organization.name", read_only=True)

    class Meta:
        model = Order
        fields = ["number", "status", "total", "created_at", "organization", "lines"]

    def get_lines(self, order):
        return [{"sku": line.product.sku, "quantity": line.quantity} for line in order.lines.all()]
